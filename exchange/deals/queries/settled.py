"""What loads cost by what was written down: price, quality and what claims changed."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.models import SettlementLine
from exchange.kernel.orm import session


def settlement(movement_id: UUID) -> Sequence[SettlementLine]:
    """The lines of a load, in the order in which they were written."""
    lines = sa.select(SettlementLine).where(SettlementLine.movement_id == movement_id)
    return session().scalars(lines.order_by(SettlementLine.number)).all()


def settled_eur(movement_ids: "sa.Select[UUID]") -> Decimal:
    """Euro that takers owed givers for these loads; below zero: givers paid."""
    sums = sa.select(sa.func.sum(SettlementLine.amount_eur)).where(SettlementLine.movement_id.in_(movement_ids))
    return session().scalar(sums) or Decimal(0)
