"""Up to ten photos per lot in an order, and documents beside them.

Expand: new columns with defaults and a new table that the running release does not name. It goes on writing one photo
per lot, as place 0. Once the new release has stored a second one, the running release's search of that lot would
see two: change all web processes before somebody adds photos, or within the minute of the restart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "photo",
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False, comment="0 is the cover"),
    )
    op.add_column(
        "photo",
        sa.Column("bytes", sa.Integer(), server_default="0", nullable=False, comment="Of all its sizes together"),
    )
    op.drop_constraint(op.f("photo_offer_id_key"), "photo", type_="unique")
    op.create_unique_constraint(
        op.f("photo_offer_id_position_key"), "photo", ["offer_id", "position"], deferrable=True, initially="DEFERRED"
    )
    op.create_check_constraint(op.f("photo_at_most_ten_check"), "photo", "position BETWEEN 0 AND 9")
    op.create_check_constraint(op.f("photo_bytes_are_bounded_check"), "photo", "bytes BETWEEN 0 AND 100000000")
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "safety_sheet",
                "analysis",
                "technical_sheet",
                "certificate",
                "other",
                name="paperkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "readers",
            sa.Enum("members", "parties", name="readers", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bytes BETWEEN 0 AND 100000000", name=op.f("paper_bytes_are_bounded_check")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("paper_title_has_a_length_check")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("paper_added_by_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("paper_offer_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("paper_pkey")),
    )
    op.create_index(op.f("paper_offer_id_idx"), "paper", ["offer_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("paper_offer_id_idx"), table_name="paper")
    op.drop_table("paper")
    op.execute("DELETE FROM photo WHERE position > 0")
    op.drop_constraint(op.f("photo_bytes_are_bounded_check"), "photo", type_="check")
    op.drop_constraint(op.f("photo_at_most_ten_check"), "photo", type_="check")
    op.drop_constraint(op.f("photo_offer_id_position_key"), "photo", type_="unique")
    op.create_unique_constraint(op.f("photo_offer_id_key"), "photo", ["offer_id"])
    op.drop_column("photo", "bytes")
    op.drop_column("photo", "position")
