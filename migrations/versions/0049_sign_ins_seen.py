"""Sign-ins tell when and from which network they were last used. Expand: the running release does not notice."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sign_in",
        sa.Column(
            "place",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Network of the last request, never a full address",
        ),
    )
    op.add_column(
        "sign_in",
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="To some minutes; none before the first look",
        ),
    )


def downgrade() -> None:
    op.drop_column("sign_in", "last_seen_at")
    op.drop_column("sign_in", "place")
