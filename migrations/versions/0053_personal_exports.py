"""People ask for a file with what is held about them. Expand: a new table that the running release does not name."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "personal_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="The file opens to its person until then",
        ),
        sa.CheckConstraint(
            "(ready_at IS NULL) = (expires_at IS NULL)", name=op.f("personal_export_ready_with_an_end_check")
        ),
        sa.CheckConstraint("ready_at < expires_at", name=op.f("personal_export_ends_after_it_is_ready_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("personal_export_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("personal_export_pkey")),
    )
    op.create_index(
        "personal_export_one_under_way_idx",
        "personal_export",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("ready_at IS NULL"),
    )
    op.create_index("personal_export_person_id_idx", "personal_export", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("personal_export")
