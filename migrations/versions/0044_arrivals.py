"""A load can be refused, as a whole or in part; its vehicle and pictures of its ticket stand beside it.

Expand: the running release writes none of the new states and leaves the new columns as they are born. Every row of
today keeps the wider checks.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0038"
branch_labels = None
depends_on = None

STATES = ["planned", "scheduled", "in_transit", "received", "confirmed", "cancelled"]
NEW_STATES = [*STATES, "part_accepted", "refused", "returned"]
GROUNDS = [
    "wrong_material", "impurities", "too_wet", "damaged", "too_much", "too_late", "papers_missing", "other",
]  # fmt: skip


def _one_of(column: str, words: list[str]) -> str:
    return "{} IN ({})".format(column, ", ".join(f"'{word}'" for word in words))


OLD_CHECKS = {
    "movementstate": _one_of("state", STATES),
    "shipped_before_it_moves": "state NOT IN ('in_transit', 'received', 'confirmed')"
    " OR num_nonnulls(shipped_at, shipped_kg) = 2",
    "weighed_when_received": "(state IN ('received', 'confirmed')) ="
    " (num_nonnulls(received_kg, weight_kind, weighed_by, weighed_at) = 4)",
    "confirmed_has_a_moment": "(state = 'confirmed') = (confirmed_at IS NOT NULL)",
}
CHECKS = {
    "movementstate": _one_of("state", NEW_STATES),
    "shipped_before_it_moves": "state IN ('planned', 'scheduled', 'cancelled')"
    " OR num_nonnulls(shipped_at, shipped_kg) = 2",
    "weighed_when_received": "(state IN ('received', 'part_accepted', 'refused', 'confirmed', 'returned')) ="
    " (num_nonnulls(weight_kind, weighed_by, weighed_at) = 3)",
    "confirmed_has_a_moment": "(state IN ('confirmed', 'returned')) = (confirmed_at IS NOT NULL)",
}
NEW_CHECKS = {
    "accepted_has_a_weight": "(state IN ('received', 'part_accepted', 'confirmed')) = (received_kg IS NOT NULL)",
    "refused_is_positive": "refused_kg BETWEEN 0.001 AND 10000000000",
    "refused_has_a_weight": "state = 'confirmed'"
    " OR (state IN ('part_accepted', 'refused', 'returned')) = (refused_kg IS NOT NULL)",
    "refused_with_reasons": "num_nonnulls(refused_kg, refusal_ground) IN (0, 2)"
    " AND (refused_kg IS NOT NULL) = (refusal_words <> '')",
    "refusal_words_have_a_length": "length(refusal_words) <= 1000",
    "plate_is_one": "plate ~ '^([A-Z0-9][A-Z0-9 -]{1,14})?$'",
    "refusalground": _one_of("refusal_ground", GROUNDS),
}


def upgrade() -> None:
    comments = {
        "plate": "Of the vehicle that left the gate",
        "refused_kg": "What arrived and was not taken: free again once confirmed",
    }
    op.add_column("movement", sa.Column("plate", sa.Text(), server_default="", nullable=False, comment=comments["plate"]))
    op.add_column("movement", sa.Column("refused_kg", sa.Numeric(14, 3), comment=comments["refused_kg"]))
    op.add_column("movement", sa.Column("refusal_ground", sa.String(40)))
    op.add_column("movement", sa.Column("refusal_words", sa.Text(), server_default="", nullable=False))
    op.alter_column("movement", "received_kg", comment="What was accepted: told last, the truth once confirmed")
    _pictures()
    _replace([*OLD_CHECKS], {**CHECKS, **NEW_CHECKS})


def downgrade() -> None:
    _replace([*CHECKS, *NEW_CHECKS], OLD_CHECKS)
    op.drop_table("load_photo")
    op.alter_column("movement", "received_kg", comment="The weight told last; the truth once confirmed")
    for column in ("refusal_words", "refusal_ground", "refused_kg", "plate"):
        op.drop_column("movement", column)


def _replace(gone: list[str], checks: dict[str, str]) -> None:
    """Without a long lock: believed first, read through after."""
    for name in gone:
        op.drop_constraint(op.f(f"movement_{name}_check"), "movement", type_="check")
    for name, check in checks.items():
        op.create_check_constraint(op.f(f"movement_{name}_check"), "movement", check, postgresql_not_valid=True)
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for name in checks:
            op.execute(f"ALTER TABLE movement VALIDATE CONSTRAINT movement_{name}_check")


def _pictures() -> None:
    op.create_table(
        "load_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False, comment="Of its sizes together"),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Who showed it"),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", name=op.f("load_photo_has_a_size_check")
        ),
        sa.CheckConstraint("bytes BETWEEN 0 AND 100000000", name=op.f("load_photo_bytes_are_bounded_check")),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("load_photo_movement_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("load_photo_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("load_photo_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("load_photo_pkey")),
    )
    op.create_index(op.f("load_photo_movement_id_idx"), "load_photo", ["movement_id"])
