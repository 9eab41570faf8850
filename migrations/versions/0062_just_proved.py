"""Sign-ins know when a secret was last given in them. Expand: the running release does not notice.

Stays from before have no moment: their next dangerous act asks once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    said = "When a password, code or passkey was last given here"
    op.add_column("sign_in", sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True, comment=said))


def downgrade() -> None:
    op.drop_column("sign_in", "proved_at")
