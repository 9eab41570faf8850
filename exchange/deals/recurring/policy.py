"""Who may do what with a rhythm: one table for services, pages and tests."""

from uuid import UUID

from exchange.deals import policy as deals
from exchange.deals.core.contract import BOUND_STATES, DealState
from exchange.deals.core.movement import WAITING_LOADS
from exchange.deals.models import Deal, Movement
from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb, rhythm_step_from
from exchange.deals.recurring.models import Recurrence


def mover(rhythm: Recurrence) -> UUID | None:
    """The side that proposed the rhythm and waits for an answer, or that paused it."""
    if rhythm.state is RhythmState.PROPOSED:
        return rhythm.proposed_by
    return rhythm.paused_by


def may_propose(business_id: UUID, deal: Deal, rhythm: Recurrence | None) -> bool:
    """Either side, once they agreed on a first load and before it is done; a lot that goes as a whole goes once."""
    is_free = deal.state is DealState.AGREED and rhythm is None and not deal.offer.is_whole_lot
    return is_free and not deal.is_frozen and deals.is_party(business_id, deal)


def may(verb: RhythmVerb, business_id: UUID | None, deal: Deal, rhythm: Recurrence) -> bool:
    """Whether the table lets this side do this now."""
    step = rhythm_step_from(verb, rhythm.state)
    if step is None or (business_id is not None and deal.state not in BOUND_STATES):
        return False
    is_theirs = bool(step.actors & deals.roles(business_id, deal, mover(rhythm)))
    return is_theirs and not deals.stands_still(verb, business_id, deal)


def may_skip(business_id: UUID, deal: Deal, rhythm: Recurrence | None, load: Movement) -> bool:
    """Either side, a load that still stands in the yard, while the rhythm binds."""
    return rhythm is not None and load.state in WAITING_LOADS and may(RhythmVerb.SKIP, business_id, deal, rhythm)
