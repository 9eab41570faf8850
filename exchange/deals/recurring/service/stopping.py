"""Leaving a load out, pausing, going on, ending with notice: what is not needed is free for others again."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.movement import WAITING_LOADS
from exchange.deals.models import Deal, Movement, MovementState
from exchange.deals.recurring import policy, queries
from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb
from exchange.deals.recurring.models import OccurrenceState
from exchange.deals.recurring.service.rolling import roll_locked
from exchange.deals.recurring.service.steps import done, locked_rhythm, permitted
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of
from exchange.deals.service.steps import moved_on
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.refusals import Unprocessable
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause

LONGEST_PAUSE = timedelta(days=92)


def skip(deal_id: UUID, load_number: int, *, by: Party, at: datetime) -> Deal:
    """Leave one load out. Raises Conflict once it has left the yard."""
    deal, rhythm = locked_rhythm(deal_id, by)
    step = permitted(deal, rhythm, RhythmVerb.SKIP, by)
    load = load_of(deal, load_number)
    if not policy.may_skip(by.business_id, deal, rhythm, load):
        raise moved_on()
    _free(deal, [load], OccurrenceState.SKIPPED, at=at)
    done(deal, rhythm, step, by, at=at, load_number=load_number, quantity_kg=load.planned_kg)
    return deal


def pause(deal_id: UUID, until: date, *, by: Party, at: datetime) -> Deal:
    """Plan nothing until a day, and free what was planned from tomorrow until then; it goes on by itself."""
    deal, rhythm = locked_rhythm(deal_id, by)
    step = permitted(deal, rhythm, RhythmVerb.PAUSE, by)
    today = clock.day_of(at)
    if not today < until <= today + LONGEST_PAUSE:
        message = _("Choose a day at most %(days)s days ahead.", days=LONGEST_PAUSE.days)
        raise Unprocessable("pause_out_of_bounds", message)
    _free(deal, _loads_after(deal, today), OccurrenceState.RELEASED, at=at)
    rhythm.paused_by, rhythm.paused_until = by.business_id, until
    done(deal, rhythm, step, by, at=at, day=until.isoformat())
    return deal


def resume(deal_id: UUID, *, by: Party | None, at: datetime) -> Deal:
    """Go on before the day, or by the clock (None) on it: the coming weeks are planned again."""
    deal, rhythm = locked_rhythm(deal_id, by)
    step = permitted(deal, rhythm, RhythmVerb.RESUME if by else RhythmVerb.RESUME_BY_CLOCK, by)
    rhythm.paused_by = rhythm.paused_until = None
    done(deal, rhythm, step, by, at=at)
    roll_locked(deal, rhythm, at=at)
    return deal


def end(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Say that it ends: loads go on for the agreed notice; out of a pause it ends today."""
    deal, rhythm = locked_rhythm(deal_id, by)
    step = permitted(deal, rhythm, RhythmVerb.END, by)
    today = clock.day_of(at)
    notice = timedelta(0) if rhythm.state is RhythmState.PAUSED else timedelta(days=rhythm.notice_days)
    last = min(today + notice, rhythm.ends_on or today + notice)
    _free(deal, _loads_after(deal, last), OccurrenceState.RELEASED, at=at)
    rhythm.ends_on, rhythm.paused_by, rhythm.paused_until = last, None, None
    done(deal, rhythm, step, by, at=at, day=last.isoformat())
    return deal


def _loads_after(deal: Deal, day: date) -> list[Movement]:
    """Loads of the rhythm that still stand in the yard and were to come after a day."""
    numbers = {one.load_number for one in queries.occurrences(deal.id, day + timedelta(days=1))}
    return [load for load in deal.movements if load.load_number in numbers and load.state in WAITING_LOADS]


def _free(deal: Deal, loads: Collection[Movement], becomes: OccurrenceState, *, at: datetime) -> None:
    """Call loads off by compensating entries; the need has its gap back."""
    for load in loads:
        one = queries.occurrence_of_load(deal.id, load.load_number)
        if one is not None:
            one.state, one.load_number, one.planned_kg = becomes, None, Decimal(0)
        load.state = MovementState.CANCELLED
        stock.move(
            deal.offer_id, load.planned_kg, Account.COMMITTED, Account.FREE, cause=Cause.CANCELLED, at=at,
            deal_id=deal.id,
        )  # fmt: skip
    session().flush()
    if loads:
        stock.settle_state(deal.offer_id)
        following.offer_changed(deal.offer_id)
    if loads and deal.need_id is not None:
        coverage.correct(deal.need_id, -sum((load.planned_kg for load in loads), Decimal(0)))
        following.need_changed(deal.need_id)
