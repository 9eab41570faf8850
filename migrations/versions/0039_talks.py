"""A quantity can be kept for a taker for a while, a talk can wait with its clock stopped, and ends have reasons.

A giver can let whoever comes first take a small gift.

Expand: new tables and columns that the running release does not name; no deal is in a state that stops its clock
before the new release has put one there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

CLOCK = "(clock_stopped_at IS NOT NULL) = (state IN ('sample', 'held', 'on_hold'))"
REASONS = (
    "end_reason IN ('price', 'quantity', 'quality', 'timing', 'transport', 'papers', 'found_other', 'not_needed',"
    " 'other')"
)
OPEN_HOLD = sa.text("ended_at IS NULL")
DUE_HOLD = sa.text("ended_at IS NULL AND granted_at IS NOT NULL")
ENDINGS = "refused", "released", "lapsed", "agreed", "deal_ended"


def upgrade() -> None:
    _holds()
    op.create_table(
        "claimable_lot",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("allowed_by", sa.Uuid(), nullable=False),
        sa.Column("allowed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("claimable_lot_offer_id_fkey")),
        sa.ForeignKeyConstraint(["allowed_by"], ["person.id"], name=op.f("claimable_lot_allowed_by_fkey")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("claimable_lot_pkey")),
    )
    stopped = sa.Column("clock_stopped_at", sa.DateTime(timezone=True), comment="Since when the terms do not lapse")
    op.add_column("deal", stopped)
    op.add_column("deal", sa.Column("end_reason", sa.String(40), comment="The same, to be counted"))
    checks = {"deal_clock_stops_while_waiting_check": CLOCK, "deal_endreason_check": REASONS}
    for name, check in checks.items():
        op.create_check_constraint(op.f(name), "deal", check, postgresql_not_valid=True)
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for name in checks:
            op.execute(f"ALTER TABLE deal VALIDATE CONSTRAINT {name}")
        op.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS deal_waiting_idx ON deal (clock_stopped_at)"
            " WHERE state = 'on_hold'"
        )
        op.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS deal_turn_idx ON deal (turn_of)"
            " WHERE turn_of IS NOT NULL AND state <> 'on_hold'"
        )


def _holds() -> None:
    op.create_table(
        "deal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("quantity_kg", sa.Numeric(14, 3), nullable=False, comment="What the terms said when it was asked"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("longer_until", sa.DateTime(timezone=True), comment="The later end that the taker asks for"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column(
            "ending",
            sa.Enum(*ENDINGS, name="holdend", native_enum=False, create_constraint=True, length=40),
        ),
        sa.CheckConstraint(
            "quantity_kg BETWEEN 0.001 AND 10000000000", name=op.f("deal_hold_quantity_is_positive_check")
        ),
        sa.CheckConstraint("asked_at < until", name=op.f("deal_hold_ends_after_it_was_asked_check")),
        sa.CheckConstraint("longer_until > until", name=op.f("deal_hold_longer_is_later_check")),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name=op.f("deal_hold_ended_with_a_reason_check")),
        sa.CheckConstraint(
            "granted_at IS NOT NULL OR longer_until IS NULL", name=op.f("deal_hold_granted_before_it_is_longer_check")
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("deal_hold_deal_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("deal_hold_pkey")),
    )
    op.create_index(op.f("deal_hold_deal_id_idx"), "deal_hold", ["deal_id"])
    op.create_index("deal_hold_open_idx", "deal_hold", ["deal_id"], unique=True, postgresql_where=OPEN_HOLD)
    op.create_index("deal_hold_due_idx", "deal_hold", ["until"], postgresql_where=DUE_HOLD)


def downgrade() -> None:
    with op.get_context().autocommit_block():  # a column takes the indexes on it along, not those that ask for a state
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS deal_turn_idx")
    op.drop_column("deal", "end_reason")
    op.drop_column("deal", "clock_stopped_at")
    op.drop_table("claimable_lot")
    op.drop_table("deal_hold")
