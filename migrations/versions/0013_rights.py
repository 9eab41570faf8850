"""The application's role may do its work and no more."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "deal_terms",
    "impact_record",
    "journal_entry",
    "stock_movement",
)
ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'navette_app') THEN
        CREATE ROLE navette_app NOLOGIN;
        EXECUTE format('GRANT navette_app TO %I', current_user);
    END IF;
END $$
"""
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO navette_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO navette_app",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO navette_app",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO navette_app",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO navette_app",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM navette_app",
)


def upgrade() -> None:
    op.execute(ROLE)
    for grant in GRANTS:
        op.execute(grant)
    for table in APPEND_ONLY:
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")


def downgrade() -> None:
    op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM navette_app")
    op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM navette_app")
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM navette_app")
    op.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM navette_app")
