"""Who may see what fits whom: pure predicates."""

from uuid import UUID

from exchange.listings.models import ListingState
from exchange.matching.core.facts import Side
from exchange.matching.listed import Listed

SHOWN = {ListingState.PUBLISHED, ListingState.EXHAUSTED}


def may_see_matches(listing: Listed, *, business_id: UUID | None, is_staff: bool) -> bool:
    """Staff, and the business that posted the listing. What registers observed is for staff alone."""
    if is_staff:
        return True
    return business_id == listing.business_id and listing.state is not ListingState.OBSERVED


def may_compare(offer: Listed, need: Listed, *, business_id: UUID | None, is_staff: bool) -> bool:
    """Who posted one end may ask why the other does or does not fit, while that one is public."""
    if is_staff:
        return True
    mine, other = (offer, need) if business_id == offer.business_id else (need, offer)
    owns_one = may_see_matches(mine, business_id=business_id, is_staff=False)
    return owns_one and (other.state in SHOWN or may_see_matches(other, business_id=business_id, is_staff=False))


def other_side(side: Side) -> Side:
    """Across the pair."""
    return Side.NEED if side is Side.OFFER else Side.OFFER
