"""People ask to be erased. Expand: a new table that the running release does not name."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, comment="Until then it can be undone"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("asked_at < due_at", name=op.f("erasure_request_due_after_it_was_asked_check")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR done_at IS NULL", name=op.f("erasure_request_withdrawn_or_done_check")
        ),
        sa.CheckConstraint("done_at >= due_at", name=op.f("erasure_request_done_when_due_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("erasure_request_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("erasure_request_pkey")),
    )
    op.create_index(
        "erasure_request_one_open_idx", "erasure_request", ["person_id"], unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
    )  # fmt: skip
    op.create_index("erasure_request_person_id_idx", "erasure_request", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("erasure_request")
