"""Posting forms are kept half filled in; a listing can be handed to a colleague.

Expand: a new table, and comments that the running release does not read.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

HANDS = "Who looks after it: whoever posted it, until it is handed to a colleague; none for observed flows"
BEFORE = {"offer": "None for observed flows", "need": None}


def upgrade() -> None:
    op.create_table(
        "listing_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("offer", "need", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "answers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="Typed texts by the fields' names",
        ),
        sa.Column("language", sa.String(length=2), nullable=False, comment="In which its numbers were typed"),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="When it was posted or deleted"),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("listing_draft_title_has_a_length_check")),
        sa.CheckConstraint(
            "jsonb_typeof(answers) = 'object' AND octet_length(answers::text) <= 65536",
            name=op.f("listing_draft_answers_are_bounded_check"),
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR answers = '{}'", name=op.f("listing_draft_ended_ones_keep_nothing_check")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("listing_draft_business_id_fkey")),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("listing_draft_changed_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("listing_draft_pkey")),
    )
    op.create_index(
        "listing_draft_open_idx",
        "listing_draft",
        ["business_id", sa.text("changed_at DESC")],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    for table, comment in BEFORE.items():
        op.alter_column(table, "posted_by", comment=HANDS, existing_comment=comment)


def downgrade() -> None:
    for table, comment in BEFORE.items():
        op.alter_column(table, "posted_by", comment=comment, existing_comment=HANDS)
    op.drop_table("listing_draft")
