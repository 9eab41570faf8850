"""Who can serve whom."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("distance_km", sa.Double(), nullable=False, comment="Great circle, rounded to the metre"),
        sa.Column(
            "terms",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="name, points, max, evidence (kind, values), in the core's order",
        ),
        sa.Column(
            "flags",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What the two must still mind: kind, values",
        ),
        sa.Column(
            "is_observed",
            sa.Boolean(),
            nullable=False,
            comment="A side is known from a register only: for staff, never told",
        ),
        sa.Column("is_live", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False, comment="When the row last changed"),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT (is_observed AND told_at IS NOT NULL)", name=op.f("match_observed_ones_are_never_told_check")
        ),
        sa.CheckConstraint("distance_km BETWEEN 0 AND 20038", name=op.f("match_distance_is_earthly_check")),
        sa.CheckConstraint("score BETWEEN 0 AND 1000", name=op.f("match_score_is_of_a_thousand_check")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("match_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("match_offer_id_fkey")),
        sa.PrimaryKeyConstraint("offer_id", "need_id", name=op.f("match_pkey")),
    )
    op.create_index(
        "match_observed_idx",
        "match",
        [sa.literal_column("score DESC"), "offer_id", "need_id"],
        unique=False,
        postgresql_where=sa.text("is_live AND is_observed"),
    )
    op.create_index(
        "match_of_need_idx",
        "match",
        ["need_id", sa.literal_column("score DESC"), "offer_id"],
        unique=False,
        postgresql_where=sa.text("is_live"),
    )
    op.create_index(
        "match_of_offer_idx",
        "match",
        ["offer_id", sa.literal_column("score DESC"), "need_id"],
        unique=False,
        postgresql_where=sa.text("is_live"),
    )
    op.create_index(
        "match_untold_idx",
        "match",
        ["offer_id", "need_id"],
        unique=False,
        postgresql_where=sa.text("is_live AND NOT is_observed AND told_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "match_untold_idx",
        table_name="match",
        postgresql_where=sa.text("is_live AND NOT is_observed AND told_at IS NULL"),
    )
    op.drop_index("match_of_offer_idx", table_name="match", postgresql_where=sa.text("is_live"))
    op.drop_index("match_of_need_idx", table_name="match", postgresql_where=sa.text("is_live"))
    op.drop_index("match_observed_idx", table_name="match", postgresql_where=sa.text("is_live AND is_observed"))
    op.drop_table("match")
