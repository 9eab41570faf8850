"""Who may see what fits whom: pure predicates."""

from uuid import UUID

from exchange.listings.models import ListingState
from exchange.listings.policy import FROM_REGISTERS
from exchange.matching.core.facts import Side
from exchange.matching.listed import Listed

SHOWN = {ListingState.PUBLISHED, ListingState.EXHAUSTED}


def may_see_matches(listing: Listed, *, business_id: UUID | None, is_staff: bool, may_facilitate: bool) -> bool:
    """Staff, and the business that posted the listing. What registers observed is for facilitators alone."""
    if listing.state in FROM_REGISTERS:
        return may_facilitate
    return is_staff or business_id == listing.business_id


def may_dismiss(listing: Listed, business_id: UUID | None) -> bool:
    """The business that posted it decides alone what its list shows, and what of it moves."""
    return business_id == listing.business_id and listing.state is not ListingState.OBSERVED


def may_compare(offer: Listed, need: Listed, *, business_id: UUID | None, is_staff: bool, may_facilitate: bool) -> bool:
    """Who posted one end may ask why the other does or does not fit, while that one is public."""
    if not FROM_REGISTERS.isdisjoint({offer.state, need.state}):
        return may_facilitate
    if is_staff or business_id == offer.business_id == need.business_id:
        return True
    if business_id not in {offer.business_id, need.business_id}:
        return False
    other = need if business_id == offer.business_id else offer
    return other.state in SHOWN


def other_side(side: Side) -> Side:
    """Across the pair."""
    return Side.NEED if side is Side.OFFER else Side.OFFER
