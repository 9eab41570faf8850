"""Who may see and do what with a listing: pure predicates, asked by services, views and templates alike."""

from datetime import date, datetime
from uuid import UUID

from exchange.accounts.models import Business
from exchange.kernel import clock
from exchange.listings.models import ListingState, Need, Offer, Paper, Readers

PUBLIC = frozenset({ListingState.PUBLISHED, ListingState.EXHAUSTED})
SHOWN = PUBLIC | {ListingState.SHOWN_FIRST}
"""Let out by its holder, to partners first or to everyone."""
FROM_REGISTERS = frozenset({ListingState.OBSERVED, ListingState.RETIRED})
"""Known from a register: for facilitators alone, in nobody's hands."""
EDITABLE = frozenset(ListingState) - {ListingState.WITHDRAWN, *FROM_REGISTERS}


def owns(business_id: UUID | None, listing: Offer | Need) -> bool:
    """The business that posted it; nobody owns what a register observed."""
    return business_id == listing.business_id and listing.state not in FROM_REGISTERS


def may_see(
    listing: Offer | Need,
    holder: Business,
    *,
    business_id: UUID | None,
    is_staff: bool,
    may_facilitate: bool,
    is_guest: bool = False,
) -> bool:
    """Staff and its owner always; anybody else while it is public and its holder trades.

    Guests (``audience.is_guest``) also while it is shown to partners first. What registers observed is for
    facilitators alone.
    """
    if listing.state in FROM_REGISTERS:
        return may_facilitate
    if is_staff or owns(business_id, listing):
        return True
    is_let_out = listing.state in PUBLIC or (is_guest and listing.state is ListingState.SHOWN_FIRST)
    return is_let_out and holder.is_active


def may_know_holder(listing: Offer | Need, *, business_id: UUID | None, is_staff: bool) -> bool:
    """Whether the holder's name is told on the page: to anybody unless the listing is anonymous."""
    return not listing.is_anonymous or is_staff or owns(business_id, listing)


def may_read_paper(paper: Paper, offer: Offer, *, business_id: UUID | None, is_trading: bool, has_agreed: bool) -> bool:
    """Its owner always; of a lot that they may see, members who trade, or those alone who have agreed a deal on it.

    A paper names its company, so on an anonymous lot every one is for those who have agreed.
    """
    if owns(business_id, offer):
        return True
    if business_id is None or not is_trading:
        return False
    return has_agreed or (paper.readers is Readers.MEMBERS and not offer.is_anonymous)


def may_edit(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, until it is withdrawn."""
    return owns(business_id, listing) and listing.state in EDITABLE


def may_pause(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, while it is out there."""
    return owns(business_id, listing) and listing.state in SHOWN


def may_resume(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, while it is paused."""
    return owns(business_id, listing) and listing.state is ListingState.PAUSED


def may_withdraw(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, while nothing of it is promised or on the way."""
    return may_edit(business_id, listing) and not is_promised(listing)


def may_extend(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, while it is in the world or waits for it, and has a last day to move."""
    in_the_world = listing.state in SHOWN | {ListingState.IN_REVIEW, ListingState.PAUSED}
    return owns(business_id, listing) and in_the_world and last_day(listing) is not None


def may_renew(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, once it is over or was taken back."""
    return owns(business_id, listing) and listing.state in {ListingState.EXPIRED, ListingState.WITHDRAWN}


def may_reassign(business_id: UUID | None, listing: Offer | Need) -> bool:
    """Its owner, while there is something to look after."""
    return may_edit(business_id, listing)


def is_promised(listing: Offer | Need) -> bool:
    """Whether kilograms of a lot are held, agreed or under way. A need promises nothing of its own."""
    return isinstance(listing, Offer) and listing.held_kg + listing.committed_kg + listing.shipped_kg > 0


def is_over(listing: Offer | Need, at: datetime) -> bool:
    """Whether its last day lies behind the territory's day at an instant."""
    last = last_day(listing)
    return last is not None and last < clock.day_of(at)


def last_day(listing: Offer | Need) -> date | None:
    """Until when it is to be had, or wanted; None: no end."""
    return listing.available_until if isinstance(listing, Offer) else listing.wanted_until
