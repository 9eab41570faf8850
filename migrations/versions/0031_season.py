"""A flow may say on which weekdays and in which months it arises.

Expand: columns with a constant default, which rewrite no row, and which the running release does not name.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

LISTINGS = ("offer", "need")
COLUMNS = {
    "weekdays": "Of a flow: ISO weekdays on which it arises, 1 Monday to 7; empty: any",
    "months": "Of a flow: months in which it arises, 1 to 12; empty: all year",
}
PROMISES = {
    "weekdays_are_days": "weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]",
    "months_are_months": "months <@ '{1,2,3,4,5,6,7,8,9,10,11,12}'::smallint[]",
    "only_flows_have_a_season": "rhythm = 'flow' OR (weekdays = '{}' AND months = '{}')",
}


def upgrade() -> None:
    for table in LISTINGS:
        for name, comment in COLUMNS.items():
            op.add_column(
                table, sa.Column(name, ARRAY(sa.SmallInteger()), server_default="{}", nullable=False, comment=comment)
            )
        for name, test in PROMISES.items():
            op.create_check_constraint(op.f(f"{table}_{name}_check"), table, test, postgresql_not_valid=True)
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table in LISTINGS:
            for name in PROMISES:
                op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_{name}_check")


def downgrade() -> None:
    for table in LISTINGS:
        for name in PROMISES:
            op.drop_constraint(op.f(f"{table}_{name}_check"), table, type_="check")
        for name in COLUMNS:
            op.drop_column(table, name)
