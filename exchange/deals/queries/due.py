"""What is due by the clock, and who came too late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.core.movement import TOLD_LOADS
from exchange.deals.models import Deal, DealState, DealTerms, Movement
from exchange.kernel.orm import session

SILENCE = timedelta(days=7)
"""After this long without a word from the other side, the weight that was told counts as confirmed."""


def run_short(offer_id: UUID, *, before_kg: Decimal, now_kg: Decimal) -> list[UUID]:
    """Negotiations on a lot that what was free could serve before, and what is free now cannot."""
    rivals = (
        sa.select(Deal.id)
        .join(DealTerms, sa.and_(DealTerms.deal_id == Deal.id, DealTerms.version == Deal.current_version))
        .where(Deal.offer_id == offer_id, Deal.state == DealState.NEGOTIATING)
        .where(DealTerms.quantity_kg > now_kg, DealTerms.quantity_kg <= before_kg)
    )
    return list(session().scalars(rivals.order_by(Deal.id)))


def lapsed(at: datetime) -> Sequence[UUID]:
    """Negotiations that nobody answered in time."""
    due = sa.select(Deal.id).where(Deal.state == DealState.NEGOTIATING, Deal.expires_at <= at)
    return session().scalars(due.order_by(Deal.expires_at, Deal.id)).all()


def silent(at: datetime) -> Sequence[tuple[UUID, int]]:
    """Deals and numbers of their loads about which something was told long enough ago to count by silence."""
    due = (
        sa.select(Movement.deal_id, Movement.load_number)
        .join(Deal, Deal.id == Movement.deal_id)
        .where(Movement.state.in_(TOLD_LOADS), Movement.weighed_at <= at - SILENCE)
        .where(Deal.state.in_(BOUND_STATES))
    )
    rows = session().execute(due.order_by(Movement.weighed_at, Movement.id))
    return [(deal_id, load_number) for deal_id, load_number in rows]
