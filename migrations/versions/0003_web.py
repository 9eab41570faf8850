"""Forms sent once, tries counted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_relief",
        sa.Column("what", sa.Text(), nullable=False, comment="First word of the limit's name, as «sign_in»"),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("factor", sa.Integer(), nullable=False, comment="How many times the usual number of tries"),
        sa.CheckConstraint("factor BETWEEN 1 AND 10000", name=op.f("rate_relief_factor_is_bounded_check")),
        sa.PrimaryKeyConstraint("what", "address", name=op.f("rate_relief_pkey")),
    )
    op.create_table(
        "rate_window",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name=op.f("rate_window_pkey")),
        prefixes=["UNLOGGED"],
    )
    op.create_table(
        "request_seen",
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "request_id", name=op.f("request_seen_pkey")),
    )


def downgrade() -> None:
    op.drop_table("request_seen")
    op.drop_table("rate_window")
    op.drop_table("rate_relief")
