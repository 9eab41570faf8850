"""Addresses of people who were erased while suspended, as keyed hashes.

Expand: a table of its own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "barred_address",
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(address_hash) = 64", name=op.f("barred_address_is_a_hash_check")),
        sa.ForeignKeyConstraint(["measure_id"], ["account_measure.id"], name=op.f("barred_address_measure_id_fkey")),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("barred_address_pkey")),
    )
    op.create_index(op.f("barred_address_measure_id_idx"), "barred_address", ["measure_id"])


def downgrade() -> None:
    op.drop_table("barred_address")
