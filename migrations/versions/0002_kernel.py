"""Mail that waits to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued", "in_flight", "sent", name="mailstate", native_enum=False, create_constraint=True, length=40
            ),
            server_default="queued",
            nullable=False,
        ),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "position(E'\\n' in subject || to_address) = 0", name=op.f("outgoing_mail_no_header_injection_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("outgoing_mail_pkey")),
        sa.UniqueConstraint("dedupe_key", name=op.f("outgoing_mail_dedupe_key_key")),
    )


def downgrade() -> None:
    op.drop_table("outgoing_mail")
