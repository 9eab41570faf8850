"""What one side of a pair put aside. Expand: a new table that the running release does not know."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REASONS = ("too_far", "wrong_quality", "price", "solved", "not_with_them", "other")


def upgrade() -> None:
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("offer", "need", name="side", native_enum=False, create_constraint=True, length=40),
            nullable=False,
            comment="Who put it aside: the business of the offer or of the need",
        ),
        sa.Column(
            "reason",
            sa.Enum(*REASONS, name="reason", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("dismissed_by", sa.Uuid(), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(words) <= 500", name=op.f("dismissal_words_are_few_check")),
        sa.CheckConstraint("reason <> 'other' OR words <> ''", name=op.f("dismissal_another_reason_has_words_check")),
        sa.ForeignKeyConstraint(["dismissed_by"], ["person.id"], name=op.f("dismissal_dismissed_by_fkey")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("dismissal_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("dismissal_offer_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("dismissal_pkey")),
        sa.UniqueConstraint("offer_id", "need_id", "side", name=op.f("dismissal_offer_id_need_id_side_key")),
    )
    op.create_index(
        "dismissal_of_offer_idx",
        "dismissal",
        ["offer_id", sa.literal_column("id DESC")],
        postgresql_where=sa.text("side = 'offer'"),
    )
    op.create_index(
        "dismissal_of_need_idx",
        "dismissal",
        ["need_id", sa.literal_column("id DESC")],
        postgresql_where=sa.text("side = 'need'"),
    )


def downgrade() -> None:
    op.drop_table("dismissal")
