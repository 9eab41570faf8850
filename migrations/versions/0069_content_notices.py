"""Anybody may report a listing, a need or a company page; what was decided is kept with its reasons.

Expand: two tables of their own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

NOTICE_CHECKS = {
    "says_why": "length(words) BETWEEN 1 AND 4000",
    "names_its_address": "length(address) BETWEEN 1 AND 500",
    "keeps_what_was_there": "content <> '{}'::jsonb",
    "says_who_unless_it_may_not": "reason = 'children' OR (name <> '' AND email <> '')",
    "who_is_short": "length(name) <= 120 AND length(email) <= 254",
    "given_in_good_faith": "in_good_faith",
    "decided_by_somebody": "num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)",
    "decided_with_words": "(outcome IS NULL) = (answer = '') AND length(answer) <= 4000",
    "a_measure_has_its_reasons": (
        "coalesce(outcome IN ('hidden', 'refused'), false) = (num_nonnulls(statement_id, measure_id) = 1)"
        " AND num_nonnulls(statement_id, measure_id) < 2"
    ),
    "decided_by_somebody_else": "decided_by <> reporter_id",
    "contentkind": "content_kind IN ('offer', 'need', 'company')",
    "noticereason": (
        "reason IN ('waste', 'dangerous', 'fraud', 'rights', 'personal', 'hate', 'children', 'other')"
    ),
    "noticeoutcome": "outcome IN ('nothing', 'hidden', 'refused')",
}  # fmt: skip
OBJECTION_CHECKS = {
    "says_why": "length(words) BETWEEN 1 AND 4000",
    "keeps_the_first_answer": "length(first_answer) BETWEEN 1 AND 4000",
    "decided_by_somebody": "num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)",
    "decided_with_words": "(outcome IS NULL) = (answer = '') AND length(answer) <= 4000",
    "decided_by_somebody_else": "decided_by <> first_decided_by",
    "noticeoutcome": "first_outcome IN ('nothing', 'hidden', 'refused')",
    "objectionoutcome": "outcome IN ('upheld', 'reversed')",
}
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "content_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, comment="What the reporter quotes"),
        sa.Column("content_kind", sa.String(40), nullable=False),
        sa.Column("content_id", sa.Uuid(), nullable=False, comment="An offer, a need or a business: no foreign key"),
        sa.Column("content_version", sa.Integer(), nullable=True, comment="Of a listing, when it was reported"),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Whose content it is"),
        sa.Column("address", sa.Text(), nullable=False, comment="As it was given"),
        sa.Column("content", postgresql.JSONB(), nullable=False, comment="All that the page said when it was reported"),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False,
                  comment="Why, in the reporter's words; for those who decide alone"),
        sa.Column("name", sa.Text(), server_default="", nullable=False, comment="The reporter's"),
        sa.Column("email", sa.Text(), server_default="", nullable=False, comment="The reporter's"),
        sa.Column("reporter_id", sa.Uuid(), nullable=True, comment="Who was signed in"),
        sa.Column("in_good_faith", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False, comment="Why, in words for the reporter"),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"content_notice_{name}_check")) for name, rule in NOTICE_CHECKS.items()),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("content_notice_business_id_fkey")),
        *(sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"content_notice_{column}_fkey"))
          for column in ("reporter_id", "decided_by")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement_of_reasons.id"],
                                name=op.f("content_notice_statement_id_fkey")),
        sa.ForeignKeyConstraint(["measure_id"], ["account_measure.id"], name=op.f("content_notice_measure_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("content_notice_pkey")),
        sa.UniqueConstraint("number", name=op.f("content_notice_number_key")),
    )  # fmt: skip
    op.create_index(op.f("content_notice_business_id_idx"), "content_notice", ["business_id"])
    op.create_index("content_notice_content_idx", "content_notice", ["content_kind", "content_id", "made_at"])
    op.create_index("content_notice_waiting_idx", "content_notice", ["made_at", "id"],
                    postgresql_where=sa.text("outcome IS NULL"))  # fmt: skip
    _objections()


def _objections() -> None:
    op.create_table(
        "notice_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="Why the reporter holds the answer to be wrong"),
        sa.Column("first_outcome", sa.String(40), nullable=False),
        sa.Column("first_answer", sa.Text(), nullable=False),
        sa.Column("first_decided_by", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False, comment="Why, in the second judge's words"),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"notice_objection_{name}_check"))
          for name, rule in OBJECTION_CHECKS.items()),
        sa.ForeignKeyConstraint(["notice_id"], ["content_notice.id"], name=op.f("notice_objection_notice_id_fkey")),
        *(sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"notice_objection_{column}_fkey"))
          for column in ("first_decided_by", "decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_objection_pkey")),
        sa.UniqueConstraint("notice_id", name=op.f("notice_objection_notice_id_key")),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("notice_objection")
    op.drop_table("content_notice")
