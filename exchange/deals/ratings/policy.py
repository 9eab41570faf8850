"""Who may rate a deal, and until when."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from exchange.deals.core.contract import DealState
from exchange.deals.models import Deal
from exchange.deals.policy import is_party


def closes_at(deal: Deal, window: timedelta) -> datetime | None:
    """When the time to rate is over; None for deals that did not end with a handover."""
    if deal.state is not DealState.COMPLETED or deal.closed_at is None:
        return None
    return deal.closed_at + window


def may_rate(
    business_id: UUID, deal: Deal, rated_by: Collection[UUID], *, is_revealed: bool, at: datetime, window: timedelta
) -> bool:
    """Each side once, after completion, as long as nothing can be read yet and the time is not over."""
    closes = closes_at(deal, window)
    in_time = closes is not None and at < closes
    return in_time and not is_revealed and is_party(business_id, deal) and business_id not in rated_by
