"""Lots carry the details that their material's family asks.

Expand: a column with a constant default, which PostgreSQL adds without rewriting the table; the running release
neither reads nor writes it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "offer",
        sa.Column(
            "details",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="What the material's family asks, by attribute; numbers as text",
        ),
    )
    op.create_check_constraint(
        op.f("offer_details_are_bounded_check"),
        "offer",
        "jsonb_typeof(details) = 'object' AND octet_length(details::text) <= 8192",
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = '10min'")
        op.execute("ALTER TABLE offer VALIDATE CONSTRAINT offer_details_are_bounded_check")


def downgrade() -> None:
    op.drop_constraint(op.f("offer_details_are_bounded_check"), "offer", type_="check")
    op.drop_column("offer", "details")
