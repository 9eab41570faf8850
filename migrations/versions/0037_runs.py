"""Squares of one material stand beside each other in the index, so that one look reads a run of them.

The running release keeps working with either: it finds the same rows, more slowly for as long as both are there.
"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MASSES = {"live_offer": "free_g", "live_need": "wanted_g"}


def upgrade() -> None:
    for table, mass in MASSES.items():
        op.drop_index(f"{table}_square_idx", table_name=table)
        op.create_index(f"{table}_square_idx", table, ["lft", "square"], postgresql_include=["kind", mass, "packed"])


def downgrade() -> None:
    for table in MASSES:
        op.drop_index(f"{table}_square_idx", table_name=table)
        op.create_index(f"{table}_square_idx", table, ["square", "lft"], postgresql_include=["kind", "packed"])
