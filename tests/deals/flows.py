"""Loads that come again and again, pass through other hands, go to a need: moves beside those of one load."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial

from exchange.deals import service
from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.models import Deal, HolderKind, WeightKind
from exchange.deals.recurring import queries as rhythms
from exchange.deals.recurring import service as recurring
from exchange.deals.recurring.service import RhythmDraft
from exchange.deals.service import CustodyDraft, ProposalDraft, SlotDraft, TermsDraft, WeightDraft
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY, terms
from tests.deals.world import MOST_DEALS, Pick, World, move
from tests.makers import MONDAY

__all__: list[str] = []
SUNDAYS = date(2027, 3, 21)
"""A week later the clocks change: half past two does not come on that day."""


NEXT: dict[str, tuple[str, ...]] = {
    "": ("propose_rhythm",),
    "proposed": ("agree_rhythm", "agree_rhythm", "agree_rhythm", "decline_rhythm", "withdraw_rhythm"),
    "running": ("load_of_many", "skip_load", "pause_rhythm", "follow_rhythm", "end_rhythm"),
    "paused": ("resume_rhythm", "follow_rhythm"),
    "ending": ("load_of_many", "follow_rhythm"),
}
"""What follows in the life of a rhythm, by its state: random moves alone rarely get far."""


def next_of_rhythm(world: World, pick: Pick, *, begins: bool) -> str | None:
    """A move that the rhythm of a deal that binds allows; None where there is none and none begins, or by turns."""
    deal = world.deal(pick)
    if deal.state not in BOUND_STATES:
        return None
    rhythm = rhythms.open_of(deal.id)
    if not begins and (rhythm is None or world.turns % 2):
        return None
    names = NEXT[rhythm.state if rhythm else ""]
    return names[world.turns % len(names)]


@move
def propose_for_need(world: World, pick: Pick) -> None:
    """The holder answers the taker's need, or the taker names it."""
    _open(world, pick, ProposalDraft(world.acts.offer_id, terms(pick.kg), need_id=world.need_id))


@move
def propose_with_a_time(world: World, pick: Pick) -> None:
    """All of the quantity at one price, and when the first load would be fetched."""
    slot = SlotDraft(TUESDAY, TUESDAY + timedelta(hours=1))
    asked = terms(pick.kg)
    draft = TermsDraft(asked.quantity, Decimal(0), asked.hauler, price_eur=Decimal(100), slot=slot)
    _open(world, pick, ProposalDraft(world.acts.offer_id, draft))


def _open(world: World, pick: Pick, draft: ProposalDraft) -> None:
    if len(world.deals) < MOST_DEALS:
        by = world.by(pick) if draft.need_id else world.acts.taker
        with unit_of_work():
            world.deals.append(service.propose(draft, by=by, at=MONDAY).id)


@move
def propose_rhythm(world: World, pick: Pick) -> None:
    """Every week: on Sundays at half past two in the night, or on Thursdays at ten."""
    at_night = pick.kg == 400
    day, begins, since = (6, time(2, 30), SUNDAYS) if at_night else (3, time(10), MONDAY.date() + timedelta(days=1))
    draft = RhythmDraft(
        Decimal(pick.kg), every_weeks=1, weekday=day, slot_starts=begins, slot_ends=time(11), starts_on=since,
        ends_on=None, notice_days=14,
    )  # fmt: skip
    with unit_of_work():
        recurring.propose(world.deal(pick).id, draft, by=world.by(pick), at=MONDAY)


@move
def agree_rhythm(world: World, pick: Pick) -> None:
    """Go on from now."""
    deal = world.deal(pick)
    rhythm = rhythms.open_of(deal.id)
    if rhythm is None:
        raise NotFound
    with unit_of_work():
        recurring.agree(deal.id, rhythm.id, by=world.by(pick), at=MONDAY)


@move
def skip_load(world: World, pick: Pick) -> None:
    """The last load is left out."""
    deal = world.deal(pick)
    with unit_of_work():
        recurring.skip(deal.id, len(deal.movements), by=world.by(pick), at=MONDAY)


@move
def pause_rhythm(world: World, pick: Pick) -> None:
    """Nothing for ten days."""
    with unit_of_work():
        until = MONDAY.date() + timedelta(days=10)
        recurring.pause(world.deal(pick).id, until, by=world.by(pick), at=MONDAY)


@move
def resume_rhythm(world: World, pick: Pick) -> None:
    """Sooner after all."""
    with unit_of_work():
        recurring.resume(world.deal(pick).id, by=world.by(pick), at=MONDAY)


@move
def end_rhythm(world: World, pick: Pick) -> None:
    """With notice."""
    with unit_of_work():
        recurring.end(world.deal(pick).id, by=world.by(pick), at=MONDAY)


@move
def decline_rhythm(world: World, pick: Pick) -> None:
    """One load is enough."""
    with unit_of_work():
        recurring.decline(world.deal(pick).id, by=world.by(pick), at=MONDAY)


@move
def withdraw_rhythm(world: World, pick: Pick) -> None:
    """Never mind."""
    with unit_of_work():
        recurring.withdraw(world.deal(pick).id, by=world.by(pick), at=MONDAY)


@move
def follow_rhythm(world: World, pick: Pick) -> None:
    """The worker: this week, in a week, around the change of the clocks, after everything."""
    weeks = {1: 0, 250: 1, 400: 15, 600: 17, 1000: 60}[pick.kg]
    with unit_of_work():
        recurring.follow(world.deal(pick).id, at=MONDAY + timedelta(weeks=weeks))


@move
def follow_standing(world: World, pick: Pick) -> None:
    """The worker, after a suspension or its end."""
    with unit_of_work():
        service.follow_standing(world.deal(pick).id, at=MONDAY)


@move
def pass_on(world: World, pick: Pick) -> None:
    """A carrier or a store has it from now on."""
    road = _load(world.deal(pick))
    kind = HolderKind.CARRIER if pick.giver else HolderKind.STORE
    with unit_of_work():
        draft = CustodyDraft(kind, "Transports Lys", "Halluin", "", TUESDAY)
        service.pass_on(road.deal.id, road.number, draft, by=world.by(pick), at=TUESDAY)


@move
def load_of_many(world: World, pick: Pick) -> None:
    """Whatever load is under way leaves the yard, is weighed, or its weight is taken for right."""
    load, by = _load(world.deal(pick)), world.by(pick)
    weight = WeightDraft(Decimal(pick.kg), True, WeightKind.REAL)
    leave = partial(service.hand_over, code=load.code)
    steps: dict[str, Callable[..., object]] = {
        "planned": leave, "scheduled": leave, "in_transit": partial(service.weigh, draft=weight),
        "refused": service.take_back,
    }  # fmt: skip
    step = steps.get(load.state, partial(service.confirm, received_kg=load.told_kg))
    with unit_of_work():
        step(load.deal.id, load.number, by=by, at=TUESDAY)


@dataclass(frozen=True, slots=True)
class _Load:
    deal: Deal
    number: int
    state: str
    code: str
    told_kg: Decimal


def _load(deal: Deal) -> _Load:
    """The load under way, or the last. Raises Conflict where there is none."""
    load = deal.load
    if load is None:
        raise Conflict("no_load", "Nothing was agreed.")
    return _Load(deal, load.load_number, load.state, load.code, load.received_kg or Decimal(1))
