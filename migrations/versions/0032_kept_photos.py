"""Photos wait with a posting form that came back or was kept as a draft.

Expand: a new table that the running release does not name. Its sweep of files looks at what is older than a day and
knows no kept photos: photos kept during a roll-out that takes longer could be lost, drafts could not.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "form_id",
            sa.Uuid(),
            nullable=False,
            comment="The draft, or the lot that is edited; the draft may not be kept yet",
        ),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column(
            "description",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Said to people who do not see it",
        ),
        sa.Column("bytes", sa.Integer(), nullable=False, comment="Of all its sizes together"),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", name=op.f("kept_photo_has_a_size_check")
        ),
        sa.CheckConstraint("bytes BETWEEN 0 AND 100000000", name=op.f("kept_photo_bytes_are_bounded_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("kept_photo_business_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("kept_photo_pkey")),
    )
    op.create_index("kept_photo_of_form_idx", "kept_photo", ["form_id", "id"])
    op.create_index(op.f("kept_photo_business_id_idx"), "kept_photo", ["business_id"])


def downgrade() -> None:
    op.drop_table("kept_photo")
