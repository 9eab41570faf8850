"""Inventing deals: which lot went or is going to whom, since when, and how far they have come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from exchange.demo.dice import Dice
from exchange.demo.plan import Ending, Firm, Lot, Story, Wish
from exchange.kernel import clock
from exchange.kernel.place import haul_km

LOTS_PER_STORY = 9
NEAREST = 4
_SHARES = (Decimal("0.3"), Decimal("0.5"), Decimal("0.6"), Decimal("0.8"), Decimal(1))
_OPENED_DAYS_AGO = {
    Ending.PROPOSED: (1, 6),
    Ending.COUNTERED: (3, 7),
    Ending.DECLINED: (15, 60),
    Ending.AGREED: (5, 7),
    Ending.SLOT_PROPOSED: (5, 7),
    Ending.SCHEDULED: (6, 8),
    Ending.IN_TRANSIT: (10, 11),
    Ending.WEIGHED: (11, 12),
    Ending.SILENT: (30, 120),
    Ending.COMPLETED: (20, 150),
}
_E = Ending
_OF_THE_CAST = (_E.COMPLETED, _E.PROPOSED, _E.WEIGHED, _E.COUNTERED)
_TURNS = (
    _E.COMPLETED, _E.PROPOSED, _E.COMPLETED, _E.SLOT_PROPOSED, _E.COMPLETED, _E.IN_TRANSIT, _E.SILENT, _E.COMPLETED,
    _E.SCHEDULED, _E.COMPLETED, _E.DECLINED, _E.COMPLETED, _E.COUNTERED, _E.COMPLETED, _E.AGREED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """What stories are made of."""

    firms: Sequence[Firm]
    lots: list[Lot]
    wishes: list[Wish]
    now: datetime


def plan_stories(dice: Dice, scene: Scene, *, giver: int, taker: int) -> list[Story]:
    """The cast's own deals first, then one for every nine lots. Lots and needs in them are posted early enough."""
    own = [place for place, lot in enumerate(scene.lots) if lot.firm == giver][: len(_OF_THE_CAST)]
    others = [place for place in dice.shuffled(range(len(scene.lots))) if place not in own]
    stories: list[Story] = []
    for place, ending in zip(own, _OF_THE_CAST, strict=False):
        stories += _told(dice, scene, place, ending, prefer=taker, stories=stories)
    for place in others:
        if len(stories) >= len(scene.lots) // LOTS_PER_STORY:
            break
        stories += _told(dice, scene, place, _TURNS[len(stories) % len(_TURNS)], prefer=None, stories=stories)
    return stories


def _told(
    dice: Dice, scene: Scene, place: int, ending: Ending, *, prefer: int | None, stories: Sequence[Story]
) -> Iterator[Story]:
    """The story of a lot, or none when nobody may take it."""
    lot = scene.lots[place]
    taker = _taker(dice, scene, lot, prefer)
    if taker is None or lot.kind.is_hazardous or not scene.firms[lot.firm].is_verified:
        return
    opened_at = _workday(scene.now - timedelta(days=dice.between(*_OPENED_DAYS_AGO[ending])), -1)
    quantity = _quantity(dice, lot)
    need = _need(scene, lot, taker, quantity, {story.need for story in stories})
    scene.lots[place] = _earlier(lot, opened_at - timedelta(days=dice.between(2, 20)))
    if need is not None:
        scene.wishes[need] = _wished_earlier(scene.wishes[need], opened_at - timedelta(days=dice.between(2, 20)))
    price = lot.draft.price_eur_per_t or Decimal(0)
    loaded = Decimal(dice.between(94, 103)) / 100
    yield Story(place, need, taker, opened_at, ending, quantity, price, loaded)


def _taker(dice: Dice, scene: Scene, lot: Lot, prefer: int | None) -> int | None:
    """A verified firm of a trade that takes such lots and may take this one; one of the nearest."""
    code = lot.draft.legal.six_digits
    fit = [
        place
        for place, firm in enumerate(scene.firms)
        if firm.trade.key in lot.kind.takers and place != lot.firm and firm.is_verified
        and (code is None or firm.may_take(code))
    ]  # fmt: skip
    if prefer in fit:
        return prefer
    here = scene.firms[lot.firm].site.place
    near = sorted(fit, key=lambda place: haul_km(here, scene.firms[place].site.place))[:NEAREST]
    return dice.pick(near) if near else None


def _quantity(dice: Dice, lot: Lot) -> Decimal:
    """All of a whole lot, otherwise a part that is no smaller than the smallest call-off."""
    if lot.draft.is_whole_lot:
        return lot.quantity
    step = Decimal(1) if lot.quantity == lot.quantity.to_integral_value() else Decimal("0.1")
    part = (lot.quantity * dice.pick(_SHARES)).quantize(step)
    return max(part, step) if part * lot.draft.kg_per_unit >= lot.draft.minimum_kg else lot.quantity


def _need(scene: Scene, lot: Lot, taker: int, quantity: Decimal, taken: set[int | None]) -> int | None:
    """A need of the taker that is large enough for it."""
    for place, wish in enumerate(scene.wishes):
        is_large = wish.draft.quantity_kg >= quantity * lot.draft.kg_per_unit
        if wish.firm == taker and wish.kind.code == lot.kind.code and is_large and place not in taken:
            return place
    return None


def _earlier(lot: Lot, at: datetime) -> Lot:
    window = min(lot.draft.available_from, clock.day_of(at))
    return replace(lot, at=min(lot.at, at), draft=replace(lot.draft, available_from=window))


def _wished_earlier(wish: Wish, at: datetime) -> Wish:
    window = min(wish.draft.wanted_from, clock.day_of(at))
    return replace(wish, at=min(wish.at, at), draft=replace(wish.draft, wanted_from=window))


def _workday(at: datetime, direction: int) -> datetime:
    """Ten o'clock in the territory on that day, or on the nearest working day in a direction (1 or -1)."""
    day = clock.day_of(at)
    while day.weekday() > 4:
        day += timedelta(days=direction)
    return datetime.combine(day, time(10), clock.zone())


def slot_after(at: datetime, days: int) -> datetime:
    """Half past nine on the working day that lies so many days later or just beyond: every demo site is open then."""
    return _workday(at + timedelta(days=days), 1) - timedelta(minutes=30)
