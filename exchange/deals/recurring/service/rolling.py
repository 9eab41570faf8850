"""Planning the coming weeks: one load for each day of the rhythm, never more than is free."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from exchange.deals import policy
from exchange.deals.models import Deal, Movement, MovementState
from exchange.deals.recurring import queries
from exchange.deals.recurring.core.horizon import HORIZON, days, portion, slot
from exchange.deals.recurring.core.rhythm import ROLLING, RhythmVerb
from exchange.deals.recurring.models import Occurrence, OccurrenceState, Recurrence
from exchange.deals.recurring.service.steps import noted
from exchange.deals.service import quantities
from exchange.deals.service.accepting import gate_code
from exchange.deals.service.steps import locked, locked_lot, tell
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause, Offer

_SETTLED = {OccurrenceState.PLANNED, OccurrenceState.SKIPPED}
_NOTHING = Decimal(0)


def roll(deal_id: UUID, *, at: datetime) -> int:
    """Plan what the horizon still lacks; returns how many loads. Running it twice changes nothing."""
    deal = locked(deal_id, None)
    rhythm = queries.open_of(deal_id)
    if rhythm is None or rhythm.state not in ROLLING:
        return 0
    return roll_locked(deal, rhythm, at=at)


def roll_locked(deal: Deal, rhythm: Recurrence, *, at: datetime) -> int:
    """The same for a deal that is locked: lot and need are locked after it, in this order."""
    today = clock.day_of(at)
    known = {one.day: one for one in queries.occurrences(deal.id, today)}
    open_days = [
        day
        for day in days(rhythm.plan, today + timedelta(days=1), today + HORIZON)
        if day not in known or known[day].state not in _SETTLED
    ]
    if not open_days:
        return 0
    lot = locked_lot(deal.offer_id)
    left_kg = _left(deal, lot, at=at)
    planned: dict[date, Decimal] = {}
    for day in open_days:
        gets_kg = portion(rhythm.quantity_kg, left_kg - sum(planned.values(), _NOTHING), lot.minimum_kg)
        _settle_day(deal, rhythm, known.get(day), day, gets_kg, at=at)
        if gets_kg:
            planned[day] = gets_kg
        if gets_kg < rhythm.quantity_kg:
            _tell_cap(deal, rhythm, day, gets_kg, at=at)
    if planned:
        _bind(deal, rhythm, planned, at=at)
    return len(planned)


def _left(deal: Deal, lot: Offer, *, at: datetime) -> Decimal:
    """What the rhythm may take: free stock, at most what the need still wants; nothing of a lot that may not go."""
    if lot.state not in policy.DEALABLE or not (deal.giver.is_active and deal.taker.is_active):
        return _NOTHING
    try:
        quantities.ensure_permitted(lot, deal.taker_site, at=at)
    except Conflict:
        return _NOTHING
    return lot.free_kg if deal.need_id is None else min(lot.free_kg, queries.locked_need(deal.need_id).remaining_kg)


def _settle_day(
    deal: Deal, rhythm: Recurrence, known: Occurrence | None, day: date, gets_kg: Decimal, *, at: datetime
) -> None:
    """Write what a day gets: a load with its slot where something is free. One day has one row, whoever comes first."""
    load = _load(deal, rhythm, day, gets_kg) if gets_kg else None
    if load is not None:
        deal.movements.append(load)
        session().flush()
        stock.move(deal.offer_id, gets_kg, Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=at, deal_id=deal.id)
    one = known or Occurrence(deal_id=deal.id, day=day)
    one.recurrence_id, one.wanted_kg, one.planned_kg = rhythm.id, rhythm.quantity_kg, gets_kg
    one.state = OccurrenceState.PLANNED if load else OccurrenceState.SHORT
    one.load_number = load.load_number if load else None
    session().add(one)
    session().flush()


def _load(deal: Deal, rhythm: Recurrence, day: date, quantity_kg: Decimal) -> Movement:
    """Both sides agreed to the time with the rhythm; for an hour that the clocks skip they agree on one later."""
    when = slot(rhythm.plan, day, clock.zone())
    number = max(load.load_number for load in deal.movements) + 1
    load = Movement(
        load_number=number, state=MovementState.PLANNED, planned_kg=quantity_kg, code=gate_code()
    )  # fmt: skip
    if when is not None:
        load.state, load.slot_proposed_by = MovementState.SCHEDULED, rhythm.proposed_by
        load.slot_start, load.slot_end = when
    return load


def _tell_cap(deal: Deal, rhythm: Recurrence, day: date, gets_kg: Decimal, *, at: datetime) -> None:
    """Word to both sides, once for each day and figure."""
    key = f"cap:{rhythm.id}:{day}:{gets_kg.normalize():f}"
    figures = {"planned_kg": gets_kg, "wanted_kg": rhythm.quantity_kg}
    tell(deal, "deal_load_capped", None, at=at, key=key, day=day.isoformat(), **figures)


def _bind(deal: Deal, rhythm: Recurrence, planned: dict[date, Decimal], *, at: datetime) -> None:
    """Matches, rivals and the need follow what was taken; one line in the journal for the whole roll."""
    quantity_kg = sum(planned.values(), _NOTHING)
    stock.settle_state(deal.offer_id)
    following.offer_changed(deal.offer_id)
    if deal.need_id is not None:
        coverage.cover(deal.need_id, quantity_kg)
        following.need_changed(deal.need_id)
    noted(
        deal, rhythm, RhythmVerb.ROLL, None, at=at, before=deal.state, quantity_kg=quantity_kg, count=len(planned),
        day=min(planned).isoformat(),
    )  # fmt: skip
