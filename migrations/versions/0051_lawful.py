"""Dossiers keep what a precursor of explosives is used for; a machine may hide what a rule makes unlawful.

Expand: a new column with a default, a new one that may be empty, and one that may be left empty from now on. The
running release writes all three as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dossier",
        sa.Column(
            "intended_use",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Of an explosives precursor, as the taker states it",
        ),
    )
    op.add_column(
        "statement_of_reasons",
        sa.Column("rule", sa.Text(), nullable=True, comment="Name of the rule that a machine applied"),
    )
    op.alter_column(
        "review",
        "decided_by",
        nullable=True,
        comment="None: a machine, by a dated rule",
        existing_type=sa.Uuid(),
    )


def downgrade() -> None:
    op.execute("DELETE FROM review WHERE decided_by IS NULL")
    op.alter_column("review", "decided_by", nullable=False, comment=None, existing_type=sa.Uuid())
    op.drop_column("statement_of_reasons", "rule")
    op.drop_column("dossier", "intended_use")
