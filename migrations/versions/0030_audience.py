"""What a company posts may be seen by itself first, then by its partners, from a day on by everyone.

Expand: a new table and nullable columns that the running release does not name, and one more state in two checks. No
row bears that state before the new release has posted the first; the release before it cannot read such a row, so it
must be gone before anybody posts with a day (the new release is up everywhere within one roll-out).
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STATES = "'draft', 'in_review', 'published', 'paused', 'exhausted', 'expired', 'withdrawn', 'observed', 'retired'"
LISTINGS = ("offer", "need")
PROMISES = {
    "audience_widens": "partners_from <= everyone_from",
    "partners_come_before_everyone": "partners_from IS NULL OR everyone_from IS NOT NULL",
    "shown_first_until_a_day": "state <> 'shown_first' OR everyone_from IS NOT NULL",
}


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Whose list it is"),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("business_id <> partner_id", name=op.f("partner_not_with_oneself_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("partner_business_id_fkey")),
        sa.ForeignKeyConstraint(["partner_id"], ["business.id"], name=op.f("partner_partner_id_fkey")),
        sa.PrimaryKeyConstraint("business_id", "partner_id", name=op.f("partner_pkey")),
    )
    op.create_index(op.f("partner_partner_id_idx"), "partner", ["partner_id"])
    for table in LISTINGS:
        op.add_column(
            table, sa.Column("partners_from", sa.Date(), comment="First day for partners; none: not before everyone")
        )
        op.add_column(table, sa.Column("everyone_from", sa.Date(), comment="First day for everyone; none: at once"))
        op.add_column(
            table,
            sa.Column(
                "partners_told_at",
                sa.DateTime(timezone=True),
                comment="When partners heard that they see it first",
            ),
        )
        for name, test in PROMISES.items():
            op.create_check_constraint(op.f(f"{table}_{name}_check"), table, test, postgresql_not_valid=True)
    replace(f"{STATES}, 'shown_first'")
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table in LISTINGS:
            for name in (*PROMISES, "listingstate"):
                op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_{name}_check")
            op.create_index(
                op.f(f"{table}_shown_first_idx"),
                table,
                ["business_id"],
                postgresql_where=sa.text("state = 'shown_first'"),
                postgresql_concurrently=True,
            )


def downgrade() -> None:
    for table in LISTINGS:
        op.drop_index(op.f(f"{table}_shown_first_idx"), table_name=table)
        for name in PROMISES:
            op.drop_constraint(op.f(f"{table}_{name}_check"), table, type_="check")
        op.execute(f"UPDATE {table} SET state = 'paused' WHERE state = 'shown_first'")
        for column in ("partners_told_at", "everyone_from", "partners_from"):
            op.drop_column(table, column)
    replace(STATES)
    op.drop_table("partner")


def replace(states: str) -> None:
    """Put the checks of the states in the place of the old ones, believed first."""
    for table in LISTINGS:
        name = op.f(f"{table}_listingstate_check")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, f"state IN ({states})", postgresql_not_valid=True)
