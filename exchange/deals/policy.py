"""Who may do what with a deal: one table for services, pages and tests."""

from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from exchange.accounts.models import Site
from exchange.deals.core.actors import Actor
from exchange.deals.core.contract import BOUND_STATES, TALKING_STATES, DealState, Step, Verb, step_from
from exchange.deals.core.freezing import GOES_ON
from exchange.deals.core.movement import OPEN_LOADS, TOLD_LOADS, LoadVerb, MovementState, load_step_from
from exchange.deals.models import Deal, Hauler, Movement
from exchange.impact.reckoning import PIECE
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import ListingState, Need, Offer

DEALABLE = frozenset({ListingState.SHOWN_FIRST, ListingState.PUBLISHED, ListingState.PAUSED, ListingState.EXHAUSTED})
"""A lot in these states honours what is being negotiated; only one on offer to the other side takes new proposals."""


SAMPLE_KG, GRAM = Decimal(50), Decimal("0.001")
"""What a laboratory or a trial run asks for at most, of any lot."""
MOST_SAMPLES = 20
"""So often a sample is asked for in one deal at most, handed out or not."""


def is_party(business_id: UUID | None, deal: Deal) -> bool:
    """Whether the deal is theirs: to everybody else it does not exist."""
    return business_id is not None and business_id in {deal.giver_id, deal.taker_id}


def roles(business_id: UUID | None, deal: Deal, mover: UUID | None) -> frozenset[Actor]:
    """What somebody is in a deal, given who moved last; a timer acts for no business, strangers are nothing."""
    if business_id is None:
        return frozenset({Actor.TIMER})
    if not is_party(business_id, deal):
        return frozenset()
    side = Actor.GIVER if business_id == deal.giver_id else Actor.TAKER
    if mover is None:
        return frozenset({side})
    return frozenset({side, Actor.MOVER if business_id == mover else Actor.ANSWERER})


def last_mover(deal: Deal) -> UUID | None:
    """The side that proposed the terms on the table and waits for the other's answer; none once they are agreed."""
    return deal.current.proposed_by if deal.state in TALKING_STATES else None


def load_mover(load: Movement) -> UUID | None:
    """The side that waits for the other's answer about a load: it proposed the slot, or told the weight."""
    if load.state in TOLD_LOADS:
        return load.weighed_by
    return load.slot_proposed_by if load.state is MovementState.PLANNED else None


def contract_step(verb: Verb, deal: Deal) -> Step | None:
    """The line of the contract's table for a deal as it stands."""
    return step_from(
        verb,
        deal.state,
        [load.state for load in deal.movements],
        asks_hold=deal.asks_hold,
        gave_sample=deal.gave_sample,
    )


def may(verb: Verb, business_id: UUID | None, deal: Deal) -> bool:
    """Whether the table of the contract lets this side do this now."""
    step = contract_step(verb, deal)
    is_line = step is not None and bool(step.actors & roles(business_id, deal, last_mover(deal)))
    return is_line and not stands_still(verb, business_id, deal)


def may_move(verb: LoadVerb, business_id: UUID | None, deal: Deal, load: Movement) -> bool:
    """Whether the table of the load lets this side do this now: only while the contract binds."""
    step = load_step_from(verb, load.state) if deal.state in BOUND_STATES else None
    is_line = step is not None and bool(step.actors & roles(business_id, deal, load_mover(load)))
    return is_line and not stands_still(verb, business_id, deal)


def stands_still(verb: StrEnum, business_id: UUID | None, deal: Deal) -> bool:
    """Whether this has to wait until both sides may trade again. Clocks ask for themselves."""
    return business_id is not None and deal.is_frozen and verb not in GOES_ON


def turn_of_load(deal: Deal) -> UUID | None:
    """Who must act on the first load under way: answer, come, load or weigh. None where no load is."""
    load = deal.load
    if load is None:
        return None
    mover = load_mover(load)
    if mover is not None:
        return deal.other_side(mover)
    if load.state not in OPEN_LOADS:
        return deal.giver_id  # a deal that goes on waits for stock
    hauler = deal.giver_id if deal.current.hauler is Hauler.GIVER else deal.taker_id
    turns = {MovementState.PLANNED: hauler, MovementState.SCHEDULED: deal.giver_id}
    return turns.get(load.state, deal.taker_id)


def may_propose(business_id: UUID, offer: Offer, need: Need | None) -> bool:
    """Takers on another's lot; holders only towards another's need."""
    if offer.business_id != business_id:
        return need is None or need.business_id == business_id
    return need is not None and need.business_id != business_id


def most_sample_kg(offer: Offer) -> Decimal:
    """How much can be asked for to be tried: 50 kg, one piece, or a hundredth of the lot; never all that is free.

    A sample is no way to carry a lot off without an agreement.
    """
    return min(_small_kg(offer), max(offer.free_kg - GRAM, Decimal(0)))


def left_to_try_kg(deal: Deal) -> Decimal:
    """The same for one deal, less what it has tried already: twenty samples are no way to carry a lot off either."""
    if len(deal.samples) >= MOST_SAMPLES:
        return Decimal(0)
    return max(min(_small_kg(deal.offer) - deal.sampled_kg, most_sample_kg(deal.offer)), Decimal(0))


def _small_kg(offer: Offer) -> Decimal:
    piece_kg = offer.kg_per_unit if offer.unit == PIECE else Decimal(0)
    return max(SAMPLE_KG, piece_kg, (offer.declared_kg / 100).quantize(GRAM))


def is_small_gift(offer: Offer, most_kg: Decimal) -> bool:
    """Whether a lot is given away and small enough to be claimed without a proposal. ``most_kg``: a setting."""
    return offer.price_eur_per_t == 0 and offer.free_kg <= most_kg


def may_allow_claims(business_id: UUID, offer: Offer, most_kg: Decimal) -> bool:
    """Its holder, of a small gift."""
    return offer.business_id == business_id and is_small_gift(offer, most_kg)


def may_see_listing(business_id: UUID, listing: Offer | Need, *, is_guest: bool) -> bool:
    """Own ones in any state; others' while they are on offer and their business trades, as on their own pages.

    Guests are shown some before everyone (``listings.audience.is_guest``).
    """
    is_on_offer = is_guest or listing.state is ListingState.PUBLISHED
    return listing.business_id == business_id or (is_on_offer and listing.business.is_active)


def may_see_contacts(business_id: UUID, deal: Deal) -> bool:
    """Exact addresses and people: both sides, once they agreed and as long as that stands."""
    return is_party(business_id, deal) and deal.state in BOUND_STATES | {DealState.COMPLETED}


def may_open_contacts(business_id: UUID, deal: Deal) -> bool:
    """People, by an act that is noted: a side that somebody has verified. The address of a load needs no act."""
    side = deal.giver if business_id == deal.giver_id else deal.taker
    return may_see_contacts(business_id, deal) and side.is_verified


def may_show_ticket(business_id: UUID, deal: Deal, load: Movement) -> bool:
    """Either side, once the load has left the yard."""
    return is_party(business_id, deal) and load.shipped_at is not None


def may_pass_on(business_id: UUID, deal: Deal, load: Movement) -> bool:
    """Either side, while the load is on the road."""
    is_on_the_road = deal.state in BOUND_STATES and load.state is MovementState.IN_TRANSIT
    return is_on_the_road and is_party(business_id, deal)


def may_show_code(business_id: UUID, deal: Deal, load: Movement) -> bool:
    """The giver keeps the code of a load that still stands in the yard: who enters it was at the gate."""
    return business_id == deal.giver_id and may_move(LoadVerb.HAND_OVER, business_id, deal, load)


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
