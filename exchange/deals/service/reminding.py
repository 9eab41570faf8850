"""A word to who has the turn and has not moved for days: nothing waits without its owner being told."""

from datetime import datetime
from uuid import UUID

from exchange.deals.models import Deal
from exchange.deals.service.steps import locked
from exchange.notices import service as notices
from exchange.notices.models import Topic


def remind(deal_id: UUID, *, at: datetime) -> Deal:
    """Tell the members of the side that has the turn; once for each step of the deal, however often it is asked."""
    deal = locked(deal_id, None)
    if deal.turn_of is not None:
        notices.tell_business(
            deal.turn_of, "deal_reminder", at=at, path=f"/deals/{deal.id}",
            dedupe_key=f"deal:{deal.id}:reminder:{deal.steps}", topic=Topic.DEALS, title=deal.offer.title,
            who="", quantity_kg=str(deal.current.quantity_kg),
        )  # fmt: skip
    return deal
