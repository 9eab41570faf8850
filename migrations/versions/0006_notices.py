"""What members are told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What the sentence needs: names, quantities, reasons",
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="Where the next step is"),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("notice_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("notice_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_pkey")),
        sa.UniqueConstraint("person_id", "dedupe_key", name=op.f("notice_person_id_dedupe_key_key")),
    )
    op.create_index(
        "notice_unread_idx", "notice", ["person_id"], unique=False, postgresql_where=sa.text("read_at IS NULL")
    )


def downgrade() -> None:
    op.drop_index("notice_unread_idx", table_name="notice", postgresql_where=sa.text("read_at IS NULL"))
    op.drop_table("notice")
