"""A sample knows the day on which it was handed out, and a refused one why in a word that can be counted.

Expand: two columns without a default, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

_CODES = "'none_to_spare', 'goes_as_a_whole', 'too_much_work', 'papers', 'analysis_at_hand', 'other'"
_CHECKS = {
    "deal_sample_coded_where_it_was_refused_check": "refusal IS NULL OR ending = 'refused'",
    "deal_sample_handed_on_a_day_once_given_check": "handed_on IS NULL OR given_at IS NOT NULL",
    "deal_sample_samplerefusal_check": f"refusal IN ({_CODES})",
}


def upgrade() -> None:
    handed = "The day on which it was handed over or sent"
    why = "Why it was refused, to be counted"
    op.add_column("deal_sample", sa.Column("handed_on", sa.Date(), nullable=True, comment=handed))
    op.add_column("deal_sample", sa.Column("refusal", sa.String(40), nullable=True, comment=why))
    for name, rule in _CHECKS.items():
        op.create_check_constraint(op.f(name), "deal_sample", rule, postgresql_not_valid=True)
        op.execute(f"ALTER TABLE deal_sample VALIDATE CONSTRAINT {name}")


def downgrade() -> None:
    op.drop_column("deal_sample", "refusal")
    op.drop_column("deal_sample", "handed_on")
