"""What a public register of companies said about a company's number.

Expand: a table of its own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

_ONLY_OF_LISTED = "is_listed IS TRUE OR name || commune || activity_code = ''"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "register_answer",
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("answered_at", moment),
        sa.Column("failed_at", moment, comment="The last time that it did not answer"),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_listed", sa.Boolean()),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("activity_code", sa.Text(), server_default="", nullable=False, comment="NAF rev. 2, as 3832Z"),
        sa.Column("commune", sa.Text(), server_default="", nullable=False, comment="Of the seat"),
        sa.Column("opened_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("is_open", sa.Boolean()),
        sa.Column("withholds", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (is_listed IS NULL)", name=op.f("register_answer_an_answer_says_whether_check")
        ),
        sa.CheckConstraint(_ONLY_OF_LISTED, name=op.f("register_answer_only_of_listed_check")),
        sa.CheckConstraint(
            "NOT withholds OR (name = '' AND commune = '')", name=op.f("register_answer_withheld_is_not_kept_check")
        ),
        sa.CheckConstraint(
            "length(name) <= 200 AND length(commune) <= 200", name=op.f("register_answer_lengths_check")
        ),
        sa.CheckConstraint(
            "failures >= 0 AND (failures = 0) = (failed_at IS NULL)",
            name=op.f("register_answer_failures_have_a_time_check"),
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("register_answer_business_id_fkey")),
        sa.PrimaryKeyConstraint("business_id", name=op.f("register_answer_pkey")),
    )


def downgrade() -> None:
    op.drop_table("register_answer")
