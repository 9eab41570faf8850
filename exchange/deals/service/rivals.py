"""Negotiations that came too late: not dead, but both sides should know."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from exchange.deals import queries
from exchange.deals.models import DealState
from exchange.deals.service.steps import locked, tell
from exchange.kernel.refusals import NotFound


def short_of_stock(deal_id: UUID, *, before_kg: Decimal) -> list[UUID]:
    """Rivals of an agreed deal that ``before_kg`` could serve and what is free now cannot. Raises NotFound."""
    deal = queries.whole(deal_id)
    if deal is None:
        raise NotFound
    return queries.run_short(deal.offer_id, before_kg=before_kg, now_kg=deal.offer.free_kg)


def tell_short(rival_id: UUID, *, because_of: UUID, at: datetime) -> None:
    """Tell both sides that the lot holds less than they talk about; once for each deal that made it so."""
    rival = locked(rival_id, None)
    if rival.state is DealState.NEGOTIATING and rival.current.quantity_kg > rival.offer.free_kg:
        tell(rival, "deal_short", None, at=at, key=f"short:{because_of}", left_kg=rival.offer.free_kg)
