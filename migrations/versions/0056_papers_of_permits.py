"""The act of a permit can be handed in as a PDF.

Expand: a column without a default, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

_CHECK = "permit_paper_is_bounded_check"


def upgrade() -> None:
    said = "Size of the act as a PDF; none where only its words came"
    op.add_column("permit", sa.Column("paper_bytes", sa.Integer(), nullable=True, comment=said))
    op.create_check_constraint(op.f(_CHECK), "permit", "paper_bytes BETWEEN 1 AND 10000000", postgresql_not_valid=True)
    op.execute(f"ALTER TABLE permit VALIDATE CONSTRAINT {_CHECK}")


def downgrade() -> None:
    op.drop_constraint(op.f(_CHECK), "permit")
    op.drop_column("permit", "paper_bytes")
