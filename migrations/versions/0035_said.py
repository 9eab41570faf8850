"""Lots are found by their words and told apart by their material in one index.

Expand: the running release finds its lots by reading, until it ends: indexes change no answer. Each is built without
a lock that writers wait for, in a statement of its own.
"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

INDEXES = {
    "offer_said_idx": "offer USING gin ((words || array_to_tsvector(ARRAY['#'::text || lower(material)::text])))",
}


def upgrade() -> None:
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for name, columns in INDEXES.items():
            op.execute(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {columns}")
        op.execute("ANALYZE offer")  # without knowing how often words occur, no index is chosen for them
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS offer_words_idx")


def downgrade() -> None:
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS offer_words_idx ON offer USING gin (words)")
        for name in INDEXES:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
