"""Who works on a case has it for a while.

Expand: a table of its own, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

KINDS = "'offer', 'need', 'business', 'permit', 'notice', 'appeal', 'measure', 'claim'"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "case_lease",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False, comment="Of several tables, so no foreign key"),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.CheckConstraint(
            "taken_at < until AND until <= taken_at + interval '60 minutes'",
            name=op.f("case_lease_an_hour_at_most_check"),
        ),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("case_lease_casekind_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("case_lease_person_id_fkey")),
        sa.PrimaryKeyConstraint("kind", "case_id", name=op.f("case_lease_pkey")),
    )
    op.create_index(op.f("case_lease_person_id_idx"), "case_lease", ["person_id"])


def downgrade() -> None:
    op.drop_table("case_lease")
