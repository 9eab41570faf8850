"""Listings looked at by people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statement_of_reasons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="To whom it is owed"),
        sa.Column(
            "measure",
            sa.Enum(
                "not_published", "taken_down", name="measure", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "legal_status",
                "waste_code",
                "unsafe",
                "incomplete",
                "misleading",
                "out_of_scope",
                "contacts",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="The listing as the moderator saw it",
        ),
        sa.Column(
            "explanation", sa.Text(), nullable=False, comment="In the moderator's words: what, why, how to put it right"
        ),
        sa.Column("was_automated", sa.Boolean(), nullable=False, comment="Whether a machine found it or decided"),
        sa.Column("redress", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("facts <> '{}'::jsonb", name=op.f("statement_of_reasons_rests_on_facts_check")),
        sa.CheckConstraint("cardinality(redress) > 0", name=op.f("statement_of_reasons_offers_redress_check")),
        sa.CheckConstraint(
            "length(explanation) BETWEEN 1 AND 4000", name=op.f("statement_of_reasons_explains_itself_check")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("statement_of_reasons_business_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("statement_of_reasons_pkey")),
    )
    op.create_index(op.f("statement_of_reasons_business_id_idx"), "statement_of_reasons", ["business_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "listing_kind",
            sa.Enum("offer", "need", name="listingkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("listing_id", sa.Uuid(), nullable=False, comment="An offer or a need: two tables, so no foreign key"),
        sa.Column("listing_version", sa.Integer(), nullable=False, comment="What the moderator had before their eyes"),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("approved", "refused", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'refused') = (statement_id IS NOT NULL)", name=op.f("review_refused_with_reasons_check")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("review_decided_by_fkey")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement_of_reasons.id"], name=op.f("review_statement_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("review_pkey")),
        sa.UniqueConstraint("statement_id", name=op.f("review_statement_id_key")),
    )
    op.create_index("review_listing_idx", "review", ["listing_kind", "listing_id", "decided_at"], unique=False)


def downgrade() -> None:
    op.drop_index("review_listing_idx", table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("statement_of_reasons_business_id_idx"), table_name="statement_of_reasons")
    op.drop_table("statement_of_reasons")
