"""Pairs that almost fit: how much is missing, and the change that one side can make by one press."""

import math
from dataclasses import replace
from decimal import Decimal

from exchange.kernel.place import haul_km
from exchange.kernel.trade import Grade
from exchange.matching.core.compatibility import Rule, failing_rules, widest_reach_km
from exchange.matching.core.counterfactual import SMALLEST_LOT_KG, Change, Edit, Unit, apply, changes
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.score import FULL_OVERLAP_DAYS

LEAST_BEYOND_KM, MOST_BEYOND_KM = 20, 50
FARTHEST_REACH_KM = 1000  # what the columns of both listings hold


def sight_km(reach_km: float) -> float:
    """How far somebody with a reach looks for what almost fits: half as far again, 20 km at least, 50 km at most.

    >>> sight_km(0), sight_km(30), sight_km(60), sight_km(150)
    (20, 50, 90.0, 200)
    """
    return reach_km + min(max(LEAST_BEYOND_KM, reach_km / 2), MOST_BEYOND_KM)


def is_in_sight(offer: OfferFacts, need: NeedFacts) -> bool:
    """Whether the haul is at most what the wider of the two reaches lets see: the same from either side."""
    return haul_km(offer.place, need.place) <= sight_km(widest_reach_km(offer, need))


def share_missing(offer: OfferFacts, need: NeedFacts, rule: Rule) -> float:
    """How far apart the two are under one soft rule, as a share of the thing itself, so that kilometres and euro can
    be put in one order: of the haul, of a month, of the smallest lot, of the larger amount, of the five grades.

    Zero where the rule holds or is not soft.
    """
    return _SHARES[rule](offer, need) if rule in _SHARES else 0.0


def own_change(offer: OfferFacts, need: NeedFacts, rule: Rule, side: Side) -> Change | None:
    """The smallest change that the side can make alone and that the columns can store; applied, it makes the pair pass.

    None where the other side would have to move as well, where no such value exists, or where another rule fails too.
    """
    for change in changes(offer, need, rule):
        stored = storable(change)
        if stored is not None and stored.sides == {side} and not failing_rules(*apply(stored, offer, need)):
            return stored
    return None


def storable(change: Change) -> Change | None:
    """The change in values that columns hold: reaches in whole kilometres, rounded up. None beyond the widest reach.

    Days, grams, cents and grades are those of one of the two listings, so they are stored as they are.
    """
    edits = tuple(map(_whole_kilometres, change.edits))
    too_far = any(edit.unit is Unit.KM and _number(edit.value) > FARTHEST_REACH_KM for edit in edits)
    return None if too_far else replace(change, edits=edits)


def _whole_kilometres(edit: Edit) -> Edit:
    return replace(edit, value=math.ceil(_number(edit.value))) if edit.unit is Unit.KM else edit


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type] # reaches are numbers


def _km(offer: OfferFacts, need: NeedFacts) -> float:
    haul = haul_km(offer.place, need.place)
    return max(0.0, haul - widest_reach_km(offer, need)) / haul if haul else 0.0


def _days(offer: OfferFacts, need: NeedFacts) -> float:
    gaps = [
        (first - last).days
        for last, first in ((offer.available_until, need.wanted_from), (need.wanted_until, offer.available_from))
        if last is not None and first is not None
    ]
    return max([0, *gaps]) / FULL_OVERLAP_DAYS


def _kg(offer: OfferFacts, need: NeedFacts) -> float:
    lot = max(offer.minimum_kg, need.smallest_lot_kg, SMALLEST_LOT_KG)
    return float(max(Decimal(0), lot - min(offer.free_kg, need.wanted_kg)) / lot)


def _eur(offer: OfferFacts, need: NeedFacts) -> float:
    ask, highest = offer.ask_eur_per_t, need.highest_eur_per_t
    if ask is None or highest is None or ask <= highest:
        return 0.0
    return float((ask - highest) / max(abs(ask), abs(highest)))


def _grades(offer: OfferFacts, need: NeedFacts) -> float:
    if offer.condition is None or need.lowest_grade is None:
        return 0.0
    return max(0, need.lowest_grade - offer.condition) / len(Grade)


_SHARES = {
    Rule.DISTANCE: _km,
    Rule.WINDOW: _days,
    Rule.QUANTITY: _kg,
    Rule.PRICE: _eur,
    Rule.CONDITION: _grades,
}
