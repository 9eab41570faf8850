"""Counting and sorting what is public reads indexes alone.

Expand: the running release does not notice, indexes change no answer. Each is built without a lock that writers wait
for, in a statement of its own.
"""

from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEXES = {
    "offer_counted_idx": (
        "offer (cell_x_m, cell_y_m) INCLUDE (material, price_eur_per_t, condition, legal_status, business_id)"
        " WHERE state = 'published'"
    ),
    "need_counted_idx": (
        "need (cell_x_m, cell_y_m) INCLUDE (material, highest_eur_per_t, lowest_grade, business_id)"
        " WHERE state = 'published'"
    ),
    "offer_cheapest_idx": "offer (coalesce(price_eur_per_t, 10000000), id) WHERE state = 'published'",
    "business_idle_idx": "business (id) WHERE standing <> 'active'",
}


def upgrade() -> None:
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for name, columns in INDEXES.items():
            op.execute(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {columns}")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")
