"""What happened, append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.promises import SEAL

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True, comment="The person; none when a timer acted"),
        sa.Column("business_id", sa.Uuid(), nullable=True, comment="The business acted for"),
        sa.Column("on_behalf", sa.Boolean(), nullable=False, comment="Done by staff in a member's place"),
        sa.Column(
            "subject", sa.Text(), nullable=False, comment="Kind of thing: offer, need, deal, movement, business …"
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False, comment="What happened to it, in the past tense"),
        sa.Column(
            "details",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Before and after, without secrets",
        ),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(hash) = 64 AND length(previous_hash) = 64", name=op.f("journal_entry_hashes_are_sha256_check")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("journal_entry_pkey")),
        sa.UniqueConstraint("hash", name=op.f("journal_entry_hash_key")),
    )
    op.create_index(op.f("journal_entry_business_id_idx"), "journal_entry", ["business_id"], unique=False)
    op.create_index("journal_entry_subject_idx", "journal_entry", ["subject", "subject_id"], unique=False)
    op.execute(SEAL.format(table="journal_entry"))


def downgrade() -> None:
    op.drop_index("journal_entry_subject_idx", table_name="journal_entry")
    op.drop_index(op.f("journal_entry_business_id_idx"), table_name="journal_entry")
    op.drop_table("journal_entry")
