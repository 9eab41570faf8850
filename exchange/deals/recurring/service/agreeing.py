"""From one load to many: a rhythm is proposed, agreed, declined, taken back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.slots import is_open
from exchange.deals.models import Deal
from exchange.deals.recurring import policy, queries
from exchange.deals.recurring.core.horizon import Plan, days, slot
from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb
from exchange.deals.recurring.models import Recurrence
from exchange.deals.recurring.service.rolling import roll_locked
from exchange.deals.recurring.service.steps import done, locked_rhythm, noted, permitted
from exchange.deals.service import quantities
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import ensure_goes_on, locked, moved_on
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.refusals import Unprocessable
from exchange.web.formats import mass

ANSWERED_WITHIN = timedelta(days=14)
FARTHEST_START = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RhythmDraft:
    """What one side asks for. ``quantity`` in the lot's unit, clock times of the territory."""

    quantity: Decimal
    every_weeks: int
    weekday: int
    slot_starts: time
    slot_ends: time
    starts_on: date
    ends_on: date | None
    notice_days: int

    @property
    def plan(self) -> Plan:
        """What the pure rules read."""
        return Plan(self.every_weeks, self.weekday, self.slot_starts, self.slot_ends, self.starts_on, self.ends_on)


def propose(deal_id: UUID, draft: RhythmDraft, *, by: Party, at: datetime) -> Recurrence:
    """Ask the other side to go on at the agreed price and haul.

    Raises Conflict where one is open or the first load is done, Unprocessable for a rhythm that cannot be.
    """
    deal = locked(deal_id, by)
    ensure_goes_on(deal, RhythmVerb.PROPOSE, by)
    if not policy.may_propose(by.business_id, deal, queries.open_of(deal_id)):
        raise moved_on()
    quantity_kg = quantities.mass_of(draft.quantity, deal.offer.kg_per_unit)
    _ensure_possible(deal, draft, quantity_kg, at=at)
    rhythm = Recurrence(
        deal_id=deal.id, state=RhythmState.PROPOSED, every_weeks=draft.every_weeks, weekday=draft.weekday,
        slot_starts=draft.slot_starts, slot_ends=draft.slot_ends, quantity_kg=quantity_kg, starts_on=draft.starts_on,
        ends_on=draft.ends_on, notice_days=draft.notice_days, proposed_by=by.business_id, person_id=by.person_id,
        at=at, expires_at=at + ANSWERED_WITHIN,
    )  # fmt: skip
    session().add(rhythm)
    session().flush()
    noted(deal, rhythm, RhythmVerb.PROPOSE, by, at=at, before=deal.state, quantity_kg=quantity_kg)
    return rhythm


def _ensure_possible(deal: Deal, draft: RhythmDraft, quantity_kg: Decimal, *, at: datetime) -> None:
    today = clock.day_of(at)
    if not today < draft.starts_on <= today + FARTHEST_START:
        raise Unprocessable("rhythm_not_ahead", _("The first load lies ahead, within a year."))
    last = draft.ends_on or draft.starts_on + timedelta(weeks=draft.every_weeks)
    first = next(days(draft.plan, draft.starts_on, last), None)
    if first is None:
        raise Unprocessable("rhythm_is_empty", _("No load fits between the first and the last day."))
    if quantity_kg < deal.offer.minimum_kg:
        message = _("The smallest quantity of this lot is %(least)s.", least=mass(deal.offer.minimum_kg))
        raise Unprocessable("below_minimum", message)
    when = slot(draft.plan, first, clock.zone())
    for site in (deal.offer.site, deal.taker_site):
        if when and not is_open(site.opening_hours, *when, clock.zone()):
            message = _("%(site)s is closed then. Choose a time inside its opening hours.", site=site.name)
            raise Unprocessable("outside_hours", message)


def agree(deal_id: UUID, rhythm_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Go on from now: the coming weeks are planned in the same transaction, as far as stock is free.

    Raises Conflict where another rhythm is on the table than the one that was read, or the proposal has lapsed.
    """
    deal, rhythm = locked_rhythm(deal_id, by)
    step = permitted(deal, rhythm, RhythmVerb.AGREE, by)
    if rhythm.id != rhythm_id or rhythm.expires_at <= at:
        raise moved_on()
    done(deal, rhythm, step, by, at=at, quantity_kg=rhythm.quantity_kg)
    roll_locked(deal, rhythm, at=at)
    return deal


def decline(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Leave it at the agreed load."""
    return _closed(deal_id, RhythmVerb.DECLINE, by=by, at=at)


def withdraw(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Take one's own rhythm off the table."""
    return _closed(deal_id, RhythmVerb.WITHDRAW, by=by, at=at)


def _closed(deal_id: UUID, verb: RhythmVerb, *, by: Party, at: datetime) -> Deal:
    deal, rhythm = locked_rhythm(deal_id, by)
    done(deal, rhythm, permitted(deal, rhythm, verb, by), by, at=at)
    return deal
