"""A little of a lot can be tried before the terms are agreed.

Expand: a new table, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

_ENDINGS = "'refused', 'dropped', 'suits', 'does_not_suit', 'lapsed', 'deal_ended'"
_CHECKS = {
    "quantity_is_positive": "quantity_kg BETWEEN 0.001 AND 10000000000",
    "quantity_in_its_unit_is_positive": "quantity BETWEEN 0.001 AND 100000000000",
    "given_after_it_was_asked": "asked_at <= given_at",
    "ended_with_a_reason": "(ended_at IS NULL) = (ending IS NULL)",
    "judged_after_it_was_given": "ending NOT IN ('suits', 'does_not_suit') OR given_at IS NOT NULL",
    "given_ones_are_judged": "ending NOT IN ('refused', 'dropped') OR given_at IS NULL",
    "a_no_has_its_reason": "ending NOT IN ('refused', 'does_not_suit') OR length(words) > 0",
    "words_have_a_length": "length(wish) <= 500 AND length(words) <= 500",
    "sampleend": f"ending IN ({_ENDINGS})",
}


def upgrade() -> None:
    op.create_table(
        "deal_sample",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("quantity_kg", sa.Numeric(14, 3), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 3), nullable=False, comment="The same in the holder's unit"),
        sa.Column("unit", sa.Text(), nullable=False, comment="The holder's unit when it was asked"),
        sa.Column("wish", sa.Text(), server_default="", nullable=False, comment="What the taker wants to see of it"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), comment="When it left what is free, for good"),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ending", sa.String(40)),
        sa.Column(
            "words", sa.Text(), server_default="", nullable=False,
            comment="Why it was refused, or what came of trying it",
        ),
        *(sa.CheckConstraint(rule, name=op.f(f"deal_sample_{name}_check")) for name, rule in _CHECKS.items()),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("deal_sample_deal_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("deal_sample_pkey")),
    )  # fmt: skip
    op.create_index(op.f("deal_sample_deal_id_idx"), "deal_sample", ["deal_id"])
    is_open = sa.text("ended_at IS NULL")
    op.create_index("deal_sample_open_idx", "deal_sample", ["deal_id"], unique=True, postgresql_where=is_open)


def downgrade() -> None:
    op.drop_table("deal_sample")
