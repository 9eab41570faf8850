"""Terms can name a price for all of the quantity, and when the first load would be fetched.

Expand: columns without a default, which the running release does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_MOST_EUR = 100_000_000_000
_COLUMNS = {
    "price_eur": (sa.Numeric(14, 2), "For all of the quantity; none where the price is per tonne"),
    "slot_start": (sa.DateTime(timezone=True), "When the first load would be fetched; none where it is left open"),
    "slot_end": (sa.DateTime(timezone=True), None),
}
_CHECKS = {
    "price_for_all_is_bounded": f"price_eur BETWEEN -{_MOST_EUR} AND {_MOST_EUR}",
    "price_for_all_has_a_price_per_tonne": "price_eur IS NULL OR sign(price_eur) = sign(price_eur_per_t)",
    "slot_is_whole": "num_nonnulls(slot_start, slot_end) IN (0, 2)",
    "slot_ends_after_it_begins": "slot_start < slot_end",
}
_KIND = "settlement_line_linekind_check"
_KINDS = "kind IN ('price', 'quality', {}'mass', 'claim')"


def upgrade() -> None:
    for name, (kind, said) in _COLUMNS.items():
        op.add_column("deal_terms", sa.Column(name, kind, nullable=True, comment=said))
    for name, rule in _CHECKS.items():
        check = f"deal_terms_{name}_check"
        op.create_check_constraint(op.f(check), "deal_terms", rule, postgresql_not_valid=True)
        op.execute(f"ALTER TABLE deal_terms VALIDATE CONSTRAINT {check}")
    _replace_kinds("'rounding', ")
    op.execute(f"ALTER TABLE settlement_line VALIDATE CONSTRAINT {_KIND}")


def _replace_kinds(more: str) -> None:
    op.drop_constraint(op.f(_KIND), "settlement_line")
    op.create_check_constraint(op.f(_KIND), "settlement_line", _KINDS.format(more), postgresql_not_valid=True)


def downgrade() -> None:
    _replace_kinds("")  # lines that were written stay: the ledger of euro is append-only
    for name in reversed(_CHECKS):
        op.drop_constraint(op.f(f"deal_terms_{name}_check"), "deal_terms")
    for name in reversed(_COLUMNS):
        op.drop_column("deal_terms", name)
