"""A company may object to a decision; somebody else than its maker looks again.

Expand: a table of its own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="Why the company holds the decision to be wrong"),
        sa.Column("first_decided_by", sa.Uuid(), nullable=True, comment="Who made the decision; None: a machine"),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False,
                  comment="Why, in the second moderator's words"),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(words) BETWEEN 1 AND 4000", name=op.f("appeal_says_why_check")),
        sa.CheckConstraint("num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)",
                           name=op.f("appeal_decided_by_somebody_check")),
        sa.CheckConstraint("(outcome IS NULL) = (answer = '') AND length(answer) <= 4000",
                           name=op.f("appeal_decided_with_words_check")),
        sa.CheckConstraint("decided_by <> first_decided_by", name=op.f("appeal_decided_by_somebody_else_check")),
        sa.CheckConstraint("outcome IN ('upheld', 'reversed')", name=op.f("appeal_appealoutcome_check")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement_of_reasons.id"], name=op.f("appeal_statement_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("appeal_business_id_fkey")),
        *(sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"appeal_{column}_fkey"))
          for column in ("made_by", "first_decided_by", "decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("appeal_pkey")),
        sa.UniqueConstraint("statement_id", name=op.f("appeal_statement_id_key")),
    )  # fmt: skip
    op.create_index(op.f("appeal_business_id_idx"), "appeal", ["business_id"])
    op.create_index("appeal_waiting_idx", "appeal", ["made_at", "id"], postgresql_where=sa.text("outcome IS NULL"))


def downgrade() -> None:
    op.drop_table("appeal")
