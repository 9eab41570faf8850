"""The tables of a fresh database, for tests."""

import sqlalchemy as sa
from procrastinate.schema import SchemaManager

import exchange.factory  # noqa: F401 — every room's models
from exchange.kernel.append_only import APPEND_ONLY
from exchange.kernel.orm import Base

RIGHTS = """
GRANT USAGE ON SCHEMA public TO navette_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO navette_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO navette_app;
"""


def build(owner_url: str) -> None:
    """Create everything as its owner, with the application's rights."""
    engine = sa.create_engine(owner_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
        Base.metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text PRIMARY KEY)")
        connection.exec_driver_sql(RIGHTS)
        for table in APPEND_ONLY:
            connection.exec_driver_sql(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")
