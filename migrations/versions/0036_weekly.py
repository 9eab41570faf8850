"""Flows may be told by the week.

Expand: the running release does not notice. What it stores is told by the month, as before; the kilograms of a flow
stay those of a month whichever way they are told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

LISTINGS = ("offer", "need")
COMMENT = "Of a flow: told by the week; its kilograms are a month's all the same"
PROMISE = "only_flows_are_weekly"


def upgrade() -> None:
    for table in LISTINGS:
        op.add_column(
            table, sa.Column("is_weekly", sa.Boolean(), server_default=sa.false(), nullable=False, comment=COMMENT)
        )
        op.create_check_constraint(
            op.f(f"{table}_{PROMISE}_check"), table, "rhythm = 'flow' OR NOT is_weekly", postgresql_not_valid=True
        )
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table in LISTINGS:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_{PROMISE}_check")


def downgrade() -> None:
    for table in LISTINGS:
        op.drop_constraint(op.f(f"{table}_{PROMISE}_check"), table, type_="check")
        op.drop_column(table, "is_weekly")
