"""Measures on people and companies, none without its reasons; acting for a company, never beyond an hour.

Expand: two tables of their own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0068"
down_revision = "0065"
branch_labels = None
depends_on = None

CHECKS = {
    "about_one": "num_nonnulls(person_id, business_id) = 1",
    "people_are_suspended_only": "kind = 'suspended' OR person_id IS NULL",
    "explains_itself": "length(explanation) BETWEEN 1 AND 4000",
    "rests_on_facts": "facts <> '{}'::jsonb",
    "offers_redress": "cardinality(redress) > 0",
    "ends_after_it_begins": "ends_at > made_at",
    "only_those_on_people_end_by_themselves": "ends_at IS NULL OR person_id IS NOT NULL",
    "lifted_by_somebody": "num_nonnulls(lifted_at, lifted_by) IN (0, 2)",
    "appealed_by_somebody": "num_nonnulls(appealed_at, appealed_by) IN (0, 2)",
    "appealed_with_words": "(appealed_at IS NULL) = (appeal_words = '') AND length(appeal_words) <= 4000",
    "judged_by_somebody": "num_nonnulls(appeal_outcome, appeal_decided_by, appeal_decided_at) IN (0, 3)",
    "judged_with_words": "(appeal_outcome IS NULL) = (appeal_answer = '') AND length(appeal_answer) <= 4000",
    "judged_when_appealed": "appeal_outcome IS NULL OR appealed_at IS NOT NULL",
    "judged_by_somebody_else": "appeal_decided_by <> made_by",
    "measurekind": "kind IN ('suspended', 'refused')",
    "measureground": "ground IN ('identity', 'fraud', 'unlawful', 'conduct', 'notices')",
    "foundby": "found_by IN ('own', 'notice')",
    "measureoutcome": "appeal_outcome IN ('upheld', 'reversed')",
}


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "account_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("business_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ground", sa.String(40), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False, comment="What was looked at, as it was then"),
        sa.Column("found_by", sa.String(40), nullable=False, comment="Whether a notice led to it; never whose"),
        sa.Column("explanation", sa.Text(), nullable=False,
                  comment="In the words of who decided: what, why, what would help"),
        sa.Column("was_automated", sa.Boolean(), nullable=False, comment="Whether a machine found it or decided"),
        sa.Column("redress", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=True,
                  comment="Of a person's: when it ends by itself; none: no end is set"),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", moment, nullable=True),
        sa.Column("appealed_by", sa.Uuid(), nullable=True),
        sa.Column("appealed_at", moment, nullable=True),
        sa.Column("appeal_words", sa.Text(), server_default="", nullable=False, comment="Why it is held to be wrong"),
        sa.Column("appeal_outcome", sa.String(40), nullable=True),
        sa.Column("appeal_answer", sa.Text(), server_default="", nullable=False,
                  comment="Why, in the second judge's words"),
        sa.Column("appeal_decided_by", sa.Uuid(), nullable=True),
        sa.Column("appeal_decided_at", moment, nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"account_measure_{name}_check")) for name, rule in CHECKS.items()),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("account_measure_business_id_fkey")),
        *(sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"account_measure_{column}_fkey"))
          for column in ("person_id", "made_by", "lifted_by", "appealed_by", "appeal_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("account_measure_pkey")),
    )  # fmt: skip
    for column in ("person_id", "business_id"):
        op.create_index(f"account_measure_{column}_idx", "account_measure", [column],
                        postgresql_where=sa.text(f"{column} IS NOT NULL"))  # fmt: skip
    op.create_index("account_measure_in_force_idx", "account_measure", ["made_at", "id"],
                    postgresql_where=sa.text("lifted_at IS NULL"))  # fmt: skip

    _stand_ins()


def _stand_ins() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "stand_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False, comment="Who really acts"),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="For whom"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Who asked, how, and for what"),
        sa.Column("began_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True, comment="When it was ended by hand; otherwise at ends_at"),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 500", name=op.f("stand_in_says_why_check")),
        sa.CheckConstraint("began_at < ends_at AND ends_at <= began_at + interval '60 minutes'",
                           name=op.f("stand_in_an_hour_at_most_check")),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("stand_in_ends_after_it_begins_check")),
        *(sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], name=op.f(f"stand_in_{table}_id_fkey"))
          for table in ("sign_in", "person", "business")),
        sa.PrimaryKeyConstraint("id", name=op.f("stand_in_pkey")),
    )  # fmt: skip
    op.create_index("stand_in_one_open_idx", "stand_in", ["sign_in_id"], unique=True,
                    postgresql_where=sa.text("ended_at IS NULL"))  # fmt: skip
    op.create_index("stand_in_business_idx", "stand_in", ["business_id", "began_at"])


def downgrade() -> None:
    op.drop_table("stand_in")
    op.drop_table("account_measure")
