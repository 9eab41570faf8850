"""What is open with a suspended company stands still.

Expand: two columns without a default, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_CHECK = "deal_thaws_before_it_freezes_again_check"


def upgrade() -> None:
    frozen = "Since when it stands still: a side may not trade"
    thawed = "When it went on the last time; silence counts from here"
    op.add_column("deal", sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True, comment=frozen))
    op.add_column("deal", sa.Column("thawed_at", sa.DateTime(timezone=True), nullable=True, comment=thawed))
    op.create_check_constraint(
        op.f(_CHECK), "deal", "thawed_at <= frozen_at OR frozen_at IS NULL", postgresql_not_valid=True
    )
    op.execute(f"ALTER TABLE deal VALIDATE CONSTRAINT {_CHECK}")


def downgrade() -> None:
    op.drop_constraint(op.f(_CHECK), "deal")
    op.drop_column("deal", "thawed_at")
    op.drop_column("deal", "frozen_at")
