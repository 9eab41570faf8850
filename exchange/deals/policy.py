"""Who may do what with a deal: one table for services, pages and tests."""

from collections.abc import Collection
from uuid import UUID

from exchange.accounts.models import Site
from exchange.deals.core.transitions import Actor, DealState, MovementState, Verb, step_from
from exchange.deals.models import Deal
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import ListingState, Need, Offer

DEALABLE = frozenset({ListingState.SHOWN_FIRST, ListingState.PUBLISHED, ListingState.PAUSED, ListingState.EXHAUSTED})
"""A lot in these states honours what is being negotiated; only one on offer to the other side takes new proposals."""


def is_party(business_id: UUID | None, deal: Deal) -> bool:
    """Whether the deal is theirs: to everybody else it does not exist."""
    return business_id is not None and business_id in {deal.giver_id, deal.taker_id}


def roles(business_id: UUID | None, deal: Deal) -> frozenset[Actor]:
    """What somebody is in a deal by now; a timer acts for no business, strangers are nothing."""
    if business_id is None:
        return frozenset({Actor.TIMER})
    if not is_party(business_id, deal):
        return frozenset()
    side = Actor.GIVER if business_id == deal.giver_id else Actor.TAKER
    last = last_mover(deal)
    if last is None:
        return frozenset({side})
    return frozenset({side, Actor.MOVER if business_id == last else Actor.ANSWERER})


def last_mover(deal: Deal) -> UUID | None:
    """The side that waits for the other's answer: it proposed the terms or the slot, or told the weight."""
    if deal.state is DealState.NEGOTIATING:
        return deal.current.proposed_by
    if deal.state is DealState.AGREED and deal.load and deal.load.state is MovementState.PLANNED:
        return deal.load.slot_proposed_by
    if deal.state is DealState.AGREED and deal.load and deal.load.state is MovementState.RECEIVED:
        return deal.load.weighed_by
    return None


def may(verb: Verb, business_id: UUID | None, deal: Deal) -> bool:
    """Whether the table lets this side do this now."""
    step = step_from(verb, deal.state, deal.load.state if deal.load else None)
    return step is not None and bool(step.actors & roles(business_id, deal))


def may_propose(business_id: UUID, offer: Offer, need: Need | None) -> bool:
    """Takers on another's lot; holders only towards another's need."""
    if offer.business_id != business_id:
        return need is None or need.business_id == business_id
    return need is not None and need.business_id != business_id


def may_see_listing(business_id: UUID, listing: Offer | Need, *, is_guest: bool) -> bool:
    """Own ones in any state; others' while they are on offer and their business trades, as on their own pages.

    Guests are shown some before everyone (``listings.audience.is_guest``).
    """
    is_on_offer = is_guest or listing.state is ListingState.PUBLISHED
    return listing.business_id == business_id or (is_on_offer and listing.business.is_active)


def may_see_contacts(business_id: UUID, deal: Deal) -> bool:
    """Exact addresses and people: both sides, once they agreed and as long as that stands."""
    return is_party(business_id, deal) and deal.state in {DealState.AGREED, DealState.COMPLETED}


def may_show_code(business_id: UUID, deal: Deal) -> bool:
    """The giver keeps the code of a load that still stands in the yard: who enters it was at the gate."""
    return business_id == deal.giver_id and may(Verb.HAND_OVER, business_id, deal)


def knows_name(business_id: UUID, of: UUID, deal: Deal) -> bool:
    """Listings posted without a name keep it back until the two agree."""
    if of == business_id or deal.was_agreed:
        return True
    listing = deal.offer if of == deal.giver_id else deal.need
    return listing is None or not listing.is_anonymous


def crosses_border(offer: Offer, taker_site: Site) -> bool:
    """Whether the load changes country: a dossier goes with it."""
    return offer.site.country is not taker_site.country


def is_permitted(offer: Offer, codes: Collection[str]) -> bool:
    """Waste goes only where a verified permit covers its code; anything else goes anywhere."""
    return offer.legal_status is not LegalStatus.WASTE or offer.waste_code in codes
