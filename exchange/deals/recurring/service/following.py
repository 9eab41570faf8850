"""What the clock does to a rhythm: it lapses, goes on after a pause, plans the coming weeks, and is over."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.contract import DealState
from exchange.deals.core.movement import OPEN_LOADS
from exchange.deals.core.reasons import EndReason
from exchange.deals.models import Deal, MovementState
from exchange.deals.recurring import queries
from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb
from exchange.deals.recurring.models import Recurrence
from exchange.deals.recurring.service.rolling import roll_locked
from exchange.deals.recurring.service.steps import done, permitted
from exchange.deals.recurring.service.stopping import resume
from exchange.deals.service.steps import locked
from exchange.kernel import clock


def follow(deal_id: UUID, *, at: datetime) -> bool:
    """Do what is due, whatever it is. False where nothing is: safe to run twice."""
    deal = locked(deal_id, None)
    rhythm = queries.open_of(deal_id)
    if rhythm is None or deal.is_frozen:
        return False
    if rhythm.state is RhythmState.PROPOSED:
        return _lapsed(deal, rhythm, at=at)
    if rhythm.state is RhythmState.PAUSED:
        if rhythm.paused_until is None or clock.day_of(at) < rhythm.paused_until:
            return False
        resume(deal_id, by=None, at=at)
        return True
    return bool(roll_locked(deal, rhythm, at=at)) or _finished(deal, rhythm, at=at)


def _lapsed(deal: Deal, rhythm: Recurrence, *, at: datetime) -> bool:
    """A proposal that nobody answered, or whose deal has ended without it: closed quietly then."""
    if not deal.is_open:
        rhythm.state, rhythm.closed_at = RhythmState.LAPSED, at
        return True
    if at < rhythm.expires_at:
        return False
    done(deal, rhythm, permitted(deal, rhythm, RhythmVerb.LAPSE, None), None, at=at)
    return True


def _finished(deal: Deal, rhythm: Recurrence, *, at: datetime) -> bool:
    """After the last day and the last load the contract is done; without anything delivered it came to nothing."""
    states = {load.state for load in deal.movements}
    if rhythm.ends_on is None or clock.day_of(at) <= rhythm.ends_on or OPEN_LOADS & states:
        return False
    step = permitted(deal, rhythm, RhythmVerb.FINISH, None)
    leads_to = DealState.COMPLETED if MovementState.CONFIRMED in states else DealState.CANCELLED
    if leads_to is DealState.CANCELLED:
        deal.reason, deal.end_reason = _("No load was delivered."), EndReason.OTHER
    done(deal, rhythm, step, None, at=at, leads_to=leads_to)
    return True
