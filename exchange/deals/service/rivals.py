"""Negotiations that what is left cannot serve: not dead, but on hold until stock is free again."""

from datetime import datetime
from uuid import UUID

from exchange.deals import policy
from exchange.deals.core.contract import Verb
from exchange.deals.models import Deal, DealState
from exchange.deals.service import quantities
from exchange.deals.service.steps import done, locked, permitted
from exchange.listings.models import Offer


def follow_stock(deal_id: UUID, *, at: datetime) -> bool:
    """Put a negotiation on hold that the lot cannot serve now, or revive one that it can serve again.

    Both sides are told. False when it stands where it should: safe to run twice.
    """
    deal = locked(deal_id, None)
    serves = is_served(deal.offer, deal)
    if deal.state is DealState.NEGOTIATING and not serves:
        verb = Verb.WAIT
    elif deal.state is DealState.ON_HOLD and serves:
        verb = Verb.REVIVE
    else:
        return False
    step = permitted(deal, verb, None)
    done(deal, step, None, at=at, turn_of=deal.turn_of, left_kg=deal.offer.free_kg)
    return True


def is_served(lot: Offer, deal: Deal) -> bool:
    """Whether the lot could give what is on the table."""
    return lot.state in policy.DEALABLE and quantities.bound_kg(deal, lot) <= lot.free_kg
