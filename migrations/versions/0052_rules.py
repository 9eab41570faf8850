"""Administrators build rules that hold or flag postings; texts and photos are known again when they come twice.

Expand: new tables and columns that the running release does not name, and one value more in a check. Photos of before
have no likeness, and none is looked for until they have.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

LIKENESS = "Difference hash, 64 bits: similar pictures differ in few; none where it shows nothing to tell by"
SHIFTS = (0, 16, 32, 48)
GROUNDS = ("legal_status", "waste_code", "unsafe", "incomplete", "misleading", "out_of_scope", "contacts")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _measures(*values: str) -> None:
    check = op.f("statement_of_reasons_measure_check")
    allowed = ", ".join(f"'{value}'" for value in values)
    op.drop_constraint(check, "statement_of_reasons", type_="check")
    op.create_check_constraint(check, "statement_of_reasons", f"measure IN ({allowed})", postgresql_not_valid=True)
    op.execute(f"ALTER TABLE statement_of_reasons VALIDATE CONSTRAINT {check}")


def upgrade() -> None:
    _measures("not_published", "taken_down", "held")
    op.create_table(
        "hold_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("hold_rule_made_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("hold_rule_pkey")),
    )
    op.create_table(
        "hold_rule_version",
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("action", _enum("action", "hold", "flag"), nullable=False),
        sa.Column("scope", _enum("scope", "offers", "needs", "both"), nullable=False),
        sa.Column(
            "ground", _enum("ground", *GROUNDS), nullable=False, comment="The rule of the exchange that it watches over"
        ),
        sa.Column("told", sa.Text(), nullable=False, comment="What the holder of a held listing reads"),
        sa.Column(
            "conditions",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Kind and value, all of them to be met",
        ),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("hold_rule_version_numbers_count_from_one_check")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("hold_rule_version_name_has_a_length_check")),
        sa.CheckConstraint("length(told) BETWEEN 1 AND 1000", name=op.f("hold_rule_version_holders_are_told_check")),
        sa.CheckConstraint(
            "jsonb_typeof(conditions) = 'array' AND jsonb_array_length(conditions) BETWEEN 1 AND 10",
            name=op.f("hold_rule_version_asks_something_check"),
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("hold_rule_version_made_by_fkey")),
        sa.ForeignKeyConstraint(["rule_id"], ["hold_rule.id"], name=op.f("hold_rule_version_rule_id_fkey")),
        sa.PrimaryKeyConstraint("rule_id", "number", name=op.f("hold_rule_version_pkey")),
    )
    op.create_table(
        "rule_hit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("listing_kind", _enum("listingkind", "offer", "need"), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False, comment="An offer or a need: two tables, so no foreign key"),
        sa.Column("listing_version", sa.Integer(), nullable=False),
        sa.Column("action", _enum("action", "hold", "flag"), nullable=False),
        sa.Column(
            "why", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="Evidence, one for each condition"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(action = 'hold') = (statement_id IS NOT NULL)", name=op.f("rule_hit_held_with_reasons_check")
        ),
        sa.CheckConstraint("jsonb_array_length(why) > 0", name=op.f("rule_hit_rests_on_evidence_check")),
        sa.ForeignKeyConstraint(
            ["rule_id", "number"],
            ["hold_rule_version.rule_id", "hold_rule_version.number"],
            name=op.f("rule_hit_rule_id_number_fkey"),
        ),
        sa.ForeignKeyConstraint(["statement_id"], ["statement_of_reasons.id"], name=op.f("rule_hit_statement_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("rule_hit_pkey")),
        sa.UniqueConstraint(
            "listing_kind",
            "listing_id",
            "listing_version",
            "rule_id",
            "number",
            name=op.f("rule_hit_once_a_version_key"),
        ),
    )
    op.create_index("rule_hit_rule_idx", "rule_hit", ["rule_id", "at"])
    op.create_index(op.f("rule_hit_listing_id_idx"), "rule_hit", ["listing_id"])
    op.create_table(
        "listing_band",
        sa.Column("listing_kind", _enum("listingkind", "offer", "need"), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the listing was written: copies come after",
        ),
        sa.CheckConstraint("band BETWEEN 0 AND 7", name=op.f("listing_band_eight_bands_check")),
        sa.PrimaryKeyConstraint("listing_kind", "listing_id", "band", name=op.f("listing_band_pkey")),
    )
    op.create_index("listing_band_value_idx", "listing_band", ["band", "value", "made_at"])
    for table in ("photo", "kept_photo"):
        op.add_column(table, sa.Column("likeness", sa.BigInteger(), nullable=True, comment=LIKENESS))
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for shift in SHIFTS:
            op.create_index(
                f"photo_likeness_{shift}_idx",
                "photo",
                [sa.text(f"((likeness >> {shift}) & 65535)")],
                postgresql_concurrently=True,
            )


def downgrade() -> None:
    for shift in SHIFTS:
        op.drop_index(f"photo_likeness_{shift}_idx", "photo")
    for table in ("photo", "kept_photo"):
        op.drop_column(table, "likeness")
    for table in ("listing_band", "rule_hit", "hold_rule_version", "hold_rule"):
        op.drop_table(table)
    op.execute("DELETE FROM statement_of_reasons WHERE measure = 'held'")
    _measures("not_published", "taken_down")
