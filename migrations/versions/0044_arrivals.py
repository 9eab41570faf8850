"""A load can be refused, as a whole or in part, and claimed about; its vehicle, pictures and costs stand beside it.

Expand: the running release writes none of the new states and leaves the new columns as they are born. Every row of
today keeps the wider checks.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.promises import SEAL

revision = "0044"
down_revision = "0043"
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
    "moisture_is_a_percentage": "moisture_percent BETWEEN 0 AND 100",
    "impurities_are_a_percentage": "impurities_percent BETWEEN 0 AND 100",
    "plate_is_one": "plate ~ '^([A-Z0-9][A-Z0-9 -]{1,14})?$'",
    "refusalground": _one_of("refusal_ground", GROUNDS),
}
PRICES_SO_FAR = """
    INSERT INTO settlement_line (id, movement_id, number, kind, quantity_kg, price_eur_per_t, percent, amount_eur, at)
    SELECT gen_random_uuid(), movement.id, 1, 'price', received_kg, price_eur_per_t, 100,
           round(received_kg * price_eur_per_t / 1000, 2), confirmed_at
    FROM movement
    JOIN deal ON deal.id = movement.deal_id
    JOIN deal_terms ON deal_terms.deal_id = deal.id AND deal_terms.version = deal.current_version
    WHERE movement.state = 'confirmed'
"""
"""Loads that counted before lines were written owe what their terms say."""


def upgrade() -> None:
    comments = {
        "plate": "Of the vehicle that left the gate",
        "refused_kg": "What arrived and was not taken: free again once confirmed",
    }
    op.add_column(
        "movement", sa.Column("plate", sa.Text(), server_default="", nullable=False, comment=comments["plate"])
    )
    op.add_column("movement", sa.Column("refused_kg", sa.Numeric(14, 3), comment=comments["refused_kg"]))
    op.add_column("movement", sa.Column("refusal_ground", sa.String(40)))
    op.add_column("movement", sa.Column("moisture_percent", sa.Numeric(5, 2)))
    op.add_column("movement", sa.Column("impurities_percent", sa.Numeric(5, 2)))
    _bands()
    op.add_column("movement", sa.Column("refusal_words", sa.Text(), server_default="", nullable=False))
    op.alter_column("movement", "received_kg", comment="What was accepted: told last, the truth once confirmed")
    _claims()
    _pictures()
    _settlement()
    op.execute(PRICES_SO_FAR)
    _replace([*OLD_CHECKS], {**CHECKS, **NEW_CHECKS})


def downgrade() -> None:
    _replace([*CHECKS, *NEW_CHECKS], OLD_CHECKS)
    for table in ("settlement_line", "load_photo", "claim_word", "claim"):
        op.drop_table(table)
    op.alter_column("movement", "received_kg", comment="The weight told last; the truth once confirmed")
    op.drop_column("deal_terms", "bands")
    for column in ("moisture_percent", "impurities_percent", "refusal_words", "refusal_ground", "refused_kg", "plate"):
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
        sa.Column("claim_id", sa.Uuid(), comment="None: the ticket of the weighbridge"),
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
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("load_photo_claim_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("load_photo_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("load_photo_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("load_photo_pkey")),
    )
    op.create_index(op.f("load_photo_movement_id_idx"), "load_photo", ["movement_id"])
    op.create_index(op.f("load_photo_claim_id_idx"), "load_photo", ["claim_id"])


def _claims() -> None:
    still_open = "state IN ('raised', 'answered', 'escalated')"
    states = ["raised", "answered", "escalated", "agreed", "decided", "withdrawn", "lapsed"]
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Who claims"),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("turn_of", sa.Uuid(), comment="Whose answer is waited for"),
        sa.Column("due_at", sa.DateTime(timezone=True), comment="When the clock acts; for administrators: reminds"),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(_one_of("ground", ["weight", "quality", "delay"]), name=op.f("claim_claimground_check")),
        sa.CheckConstraint(_one_of("state", states), name=op.f("claim_claimstate_check")),
        sa.CheckConstraint(f"(closed_at IS NULL) = ({still_open})", name=op.f("claim_closed_ones_have_a_moment_check")),
        sa.CheckConstraint(f"(due_at IS NOT NULL) = ({still_open})", name=op.f("claim_open_ones_have_a_clock_check")),
        sa.CheckConstraint(
            "(turn_of IS NOT NULL) = (state IN ('raised', 'answered'))", name=op.f("claim_sides_take_turns_check")
        ),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("claim_movement_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("claim_business_id_fkey")),
        sa.ForeignKeyConstraint(["turn_of"], ["business.id"], name=op.f("claim_turn_of_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("claim_pkey")),
    )
    op.create_index(op.f("claim_movement_id_idx"), "claim", ["movement_id"])
    is_open = sa.text("closed_at IS NULL")
    op.create_index("claim_open_idx", "claim", ["movement_id"], unique=True, postgresql_where=is_open)
    op.create_index("claim_due_idx", "claim", ["due_at"], postgresql_where=is_open)
    _words()


def _words() -> None:
    verbs = ["raised", "answered", "agreed", "escalated", "escalated_by_silence", "withdrawn", "lapsed", "decided"]
    op.create_table(
        "claim_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(40), nullable=False),
        sa.Column("business_id", sa.Uuid(), comment="None: clock, administrator"),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("weight_kg", sa.Numeric(14, 3), comment="What should count; none: the weight stands"),
        sa.Column("amount_eur", sa.Numeric(14, 2), nullable=False, comment="To the side that claims"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            _one_of("verb", [f"claim_{verb}" for verb in verbs]), name=op.f("claim_word_claimverb_check")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 1000", name=op.f("claim_word_number_is_bounded_check")),
        sa.CheckConstraint("length(words) <= 2000", name=op.f("claim_word_words_have_a_length_check")),
        sa.CheckConstraint("weight_kg BETWEEN 0.001 AND 10000000000", name=op.f("claim_word_weight_is_positive_check")),
        sa.CheckConstraint("amount_eur BETWEEN 0 AND 10000000", name=op.f("claim_word_amount_is_bounded_check")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("claim_word_claim_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("claim_word_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("claim_word_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("claim_word_pkey")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("claim_word_claim_id_number_key")),
    )
    _seal("claim_word")


def _settlement() -> None:
    op.create_table(
        "settlement_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("quantity_kg", sa.Numeric(14, 3)),
        sa.Column("price_eur_per_t", sa.Numeric(12, 2)),
        sa.Column("percent", sa.Numeric(6, 2), comment="Of quantity times price"),
        sa.Column("amount_eur", sa.Numeric(14, 2), nullable=False, comment="Positive: the taker pays the giver"),
        sa.Column("claim_id", sa.Uuid()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(check, name=op.f(f"settlement_line_{name}_check"))
            for name, check in {
                "linekind": _one_of("kind", ["price", "quality", "mass", "claim"]),
                "number_is_bounded": "number BETWEEN 1 AND 1000",
                "amount_is_bounded": "amount_eur BETWEEN -100000000000 AND 100000000000",
                "quantity_is_bounded": "quantity_kg BETWEEN -10000000000 AND 10000000000",
                "price_is_bounded": "price_eur_per_t BETWEEN -100000 AND 10000000",
                "percent_is_bounded": "percent BETWEEN -100 AND 200",
                "arithmetic_is_whole": "num_nonnulls(quantity_kg, price_eur_per_t, percent) IN (0, 3)",
                "claims_have_their_claim": "(claim_id IS NOT NULL) = (kind IN ('mass', 'claim'))",
            }.items()
        ),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("settlement_line_movement_id_fkey")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("settlement_line_claim_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("settlement_line_pkey")),
        sa.UniqueConstraint("movement_id", "number", name=op.f("settlement_line_movement_id_number_key")),
    )
    _seal("settlement_line")


def _seal(table: str) -> None:
    op.execute(SEAL.format(table=table))
    op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")


def _bands() -> None:
    op.add_column(
        "deal_terms",
        sa.Column(
            "bands",
            postgresql.JSONB(),
            server_default="[]",
            nullable=False,
            comment="Percent of the price by measured quality",
        ),
    )
    op.create_check_constraint(
        op.f("deal_terms_bands_are_few_check"),
        "deal_terms",
        "jsonb_array_length(bands) <= 4",
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE deal_terms VALIDATE CONSTRAINT deal_terms_bands_are_few_check")
