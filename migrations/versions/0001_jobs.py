"""Procrastinate's tables and functions, as its pinned version ships them."""

from alembic import op
from procrastinate.schema import SchemaManager

from migrations.promises import REFUSE

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DROP_TABLES = (
    "DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE"
)
DROP_REST = """
DO $$ DECLARE thing record; BEGIN
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP
        EXECUTE 'DROP FUNCTION ' || thing.name || ' CASCADE';
    END LOOP;
    FOR thing IN SELECT oid::regtype AS name FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c') LOOP
        EXECUTE 'DROP TYPE ' || thing.name || ' CASCADE';
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    op.execute(REFUSE)


def downgrade() -> None:
    op.execute("DROP FUNCTION refuse_change()")
    op.execute(DROP_TABLES)
    op.execute(DROP_REST)
