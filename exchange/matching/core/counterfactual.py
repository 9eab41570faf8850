"""For a rule that fails: the smallest changes that make it pass, as values that can be applied."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from exchange.kernel.place import haul_km, is_within
from exchange.matching.core.compatibility import Rule, failing_rules, needs_permit, widest_reach_km
from exchange.matching.core.facts import Accepted, NeedFacts, OfferFacts, Side

SMALLEST_LOT_KG = Decimal("0.001")  # the gram: the finest mass the exchange keeps


class Unit(StrEnum):
    """What a shortfall is counted in."""

    KM = "km"
    DAYS = "days"
    KG = "kg"
    EUR_PER_T = "eur_per_t"
    GRADES = "grades"


@dataclass(frozen=True, slots=True)
class Edit:
    """One attribute of one side's facts, set to a new value."""

    side: Side
    attribute: str
    value: object
    short_by: Decimal | float | int | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that together make one failing rule pass; no smaller step on the same attributes does."""

    rule: Rule
    edits: tuple[Edit, ...]

    @property
    def sides(self) -> frozenset[Side]:
        """Who must agree to it: one side alone can be offered a button."""
        return frozenset(edit.side for edit in self.edits)


def changes(offer: OfferFacts, need: NeedFacts, rule: Rule) -> tuple[Change, ...]:
    """Every way to meet a failing rule, smallest first. Empty where it holds, or where nothing honest helps:
    one business on both sides cannot become two.
    """
    if rule not in failing_rules(offer, need):
        return ()
    ways = [edits for edits in _WAYS[rule](offer, need) if edits]
    return tuple(Change(rule, edits) for edits in dict.fromkeys(ways))


def counterfactual(offer: OfferFacts, need: NeedFacts, rule: Rule) -> Change | None:
    """The smallest change that makes a failing rule pass, or None."""
    return next(iter(changes(offer, need, rule)), None)


def apply(change: Change, offer: OfferFacts, need: NeedFacts) -> tuple[OfferFacts, NeedFacts]:
    """The two as they would be after the change."""
    return replace(offer, **_values(change, Side.OFFER)), replace(need, **_values(change, Side.NEED))


Edits = tuple[Edit, ...]


def _values(change: Change, side: Side) -> dict[str, Any]:
    return {edit.attribute: edit.value for edit in change.edits if edit.side is side}


def _accept_material(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    return [(Edit(Side.NEED, "accepts", (*need.accepts, Accepted(offer.material))),)]


def _extend_reach(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    metres = max(math.ceil(haul_km(offer.place, need.place) * 1000), math.floor(widest_reach_km(offer, need) * 1000))
    while not is_within(offer.place, need.place, metres / 1000):
        metres += 1
    reaches = [
        (need.collects_within_km, Side.NEED, "collects_within_km"),
        (offer.delivers_within_km, Side.OFFER, "delivers_within_km"),
    ]
    reaches.sort(key=lambda reach: -reach[0])
    target = metres / 1000
    return [(Edit(side, name, target, round(target - km, 3), Unit.KM),) for km, side, name in reaches]


def _meet_in_time(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    if offer.available_until is not None and need.wanted_from is not None and offer.available_until < need.wanted_from:
        return _bridge(Side.OFFER, "available_until", offer.available_until, "wanted_from", need.wanted_from)
    if need.wanted_until is not None and offer.available_from is not None:
        return _bridge(Side.NEED, "wanted_until", need.wanted_until, "available_from", offer.available_from)
    return []


def _bridge(early: Side, ends_on: str, last: date, starts_on: str, first: date) -> list[Edits]:
    gap, late = (first - last).days, Side.NEED if early is Side.OFFER else Side.OFFER
    stay_longer = Edit(early, ends_on, first, gap, Unit.DAYS)
    start_sooner = Edit(late, starts_on, last, gap, Unit.DAYS)
    return [(stay_longer,), (start_sooner,)]


def _agree_on_a_quantity(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    """Raise what is too small and lower what is too large to one level; the best level is one of the four figures."""
    quantities = ((Side.OFFER, "free_kg", offer.free_kg), (Side.NEED, "wanted_kg", need.wanted_kg))
    lots = ((Side.OFFER, "minimum_kg", offer.minimum_kg), (Side.NEED, "smallest_lot_kg", need.smallest_lot_kg))
    ways: list[tuple[Decimal, int, Decimal, Edits]] = []
    lowest, highest = min(kg for *_, kg in quantities), max(kg for *_, kg in lots)
    for level in {max(kg, SMALLEST_LOT_KG) for *_, kg in (*quantities, *lots) if lowest <= kg <= max(lowest, highest)}:
        too_small = [(side, name, level - kg) for side, name, kg in quantities if kg < level]
        too_large = [(side, name, kg - level) for side, name, kg in lots if kg > level]
        moved = too_small + too_large
        edits = tuple(Edit(side, name, level, short, Unit.KG) for side, name, short in moved)
        ways.append((sum((short for _, _, short in moved), Decimal(0)), len(moved), level, edits))
    return [edits for *_, edits in sorted(ways, key=lambda way: way[:3])]


def _agree_on_a_price(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    ask, highest = offer.ask_eur_per_t, need.highest_eur_per_t
    if ask is None or highest is None:
        return []
    pay_more = Edit(Side.NEED, "highest_eur_per_t", ask, ask - highest, Unit.EUR_PER_T)
    ask_less = Edit(Side.OFFER, "ask_eur_per_t", highest, ask - highest, Unit.EUR_PER_T)
    return [(pay_more,), (ask_less,)]


def _lower_the_grade(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    """Only the need can give way: a lot's condition is a fact, not a choice."""
    if offer.condition is None or need.lowest_grade is None:
        return []
    return [(Edit(Side.NEED, "lowest_grade", offer.condition, need.lowest_grade - offer.condition, Unit.GRADES),)]


def _become_allowed(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    edits: list[Edit] = []
    if offer.legal_status is not None and need.accepted_statuses and offer.legal_status not in need.accepted_statuses:
        edits.append(Edit(Side.NEED, "accepted_statuses", need.accepted_statuses | {offer.legal_status}))
    if needs_permit(offer, need) and offer.waste_code is not None and offer.waste_code not in need.permitted_codes:
        edits.append(Edit(Side.NEED, "permitted_codes", need.permitted_codes | {offer.waste_code}))
    return [tuple(edits)]


def _become_active(offer: OfferFacts, need: NeedFacts) -> list[Edits]:
    if offer.business_ref == need.business_ref:
        return []
    sleeping = [side for side, facts in ((Side.OFFER, offer), (Side.NEED, need)) if not facts.is_active]
    return [tuple(Edit(side, "is_active", True) for side in sleeping)]


_WAYS: dict[Rule, Callable[[OfferFacts, NeedFacts], list[Edits]]] = {
    Rule.MATERIAL: _accept_material,
    Rule.DISTANCE: _extend_reach,
    Rule.WINDOW: _meet_in_time,
    Rule.QUANTITY: _agree_on_a_quantity,
    Rule.PRICE: _agree_on_a_price,
    Rule.CONDITION: _lower_the_grade,
    Rule.STATUS: _become_allowed,
    Rule.BUSINESS: _become_active,
}
