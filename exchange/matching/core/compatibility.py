"""The eight rules that an offer and a need must all meet. No rule looks at another."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exchange.kernel.place import is_within
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.facts import Accepted, NeedFacts, OfferFacts


class Rule(StrEnum):
    """Why a pair may fail, by the number of the rule."""

    MATERIAL = "C1"
    DISTANCE = "C2"
    WINDOW = "C3"
    QUANTITY = "C4"
    PRICE = "C5"
    CONDITION = "C6"
    STATUS = "C7"
    BUSINESS = "C8"


SOFT = frozenset({Rule.DISTANCE, Rule.WINDOW, Rule.QUANTITY, Rule.PRICE, Rule.CONDITION})
"""Rules that one side can meet by changing its mind; the others are facts and law."""


def failing_rules(offer: OfferFacts, need: NeedFacts) -> tuple[Rule, ...]:
    """Every rule the pair breaks, in order; empty when the two are compatible."""
    return tuple([rule for rule, holds in _RULES if not holds(offer, need)])


def accepted_as(offer: OfferFacts, need: NeedFacts) -> Accepted | None:
    """The closest node under which the need takes the offer: named before substituted, narrow before wide."""
    material = offer.material
    fitting = [accepted for accepted in need.accepts if accepted.span.holds(material)]
    return min(fitting, key=_remoteness) if fitting else None


def widest_reach_km(offer: OfferFacts, need: NeedFacts) -> float:
    """Whoever goes farther goes: kilometres."""
    return max(offer.delivers_within_km, need.collects_within_km)


def tradable_kg(offer: OfferFacts, need: NeedFacts) -> Decimal:
    """What could change hands at most, in kilograms."""
    return min(offer.free_kg, need.wanted_kg)


def shared_window(offer: OfferFacts, need: NeedFacts) -> tuple[date | None, date | None]:
    """First and last common day, both included; None where neither side sets a bound. Backwards if they never meet."""
    starts = [day for day in (offer.available_from, need.wanted_from) if day is not None]
    ends = [day for day in (offer.available_until, need.wanted_until) if day is not None]
    return max(starts, default=None), min(ends, default=None)


def needs_permit(offer: OfferFacts, need: NeedFacts) -> bool:
    """Waste goes to a permitted site only; an observed need's register entry is its evidence."""
    return offer.legal_status is LegalStatus.WASTE and not need.is_observed


def _remoteness(accepted: Accepted) -> tuple[bool, int, str, str, str]:
    span, substitution = accepted.span, accepted.substitution_id
    return substitution is not None, span.width, span.code, substitution or "", accepted.condition or ""


def _has_accepted_material(offer: OfferFacts, need: NeedFacts) -> bool:
    return any(accepted.span.holds(offer.material) for accepted in need.accepts)


def _is_in_reach(offer: OfferFacts, need: NeedFacts) -> bool:
    return is_within(offer.place, need.place, widest_reach_km(offer, need))


def _has_a_common_day(offer: OfferFacts, need: NeedFacts) -> bool:
    first, last = shared_window(offer, need)
    return first is None or last is None or first <= last


def _is_worth_a_trip(offer: OfferFacts, need: NeedFacts) -> bool:
    traded = tradable_kg(offer, need)
    return traded > 0 and traded >= offer.minimum_kg and traded >= need.smallest_lot_kg


def _is_affordable(offer: OfferFacts, need: NeedFacts) -> bool:
    ask, highest = offer.ask_eur_per_t, need.highest_eur_per_t
    return ask is None or highest is None or ask <= highest or offer.is_negotiable or need.is_negotiable


def _is_good_enough(offer: OfferFacts, need: NeedFacts) -> bool:
    return offer.condition is None or need.lowest_grade is None or offer.condition >= need.lowest_grade


def _may_be_received(offer: OfferFacts, need: NeedFacts) -> bool:
    status = offer.legal_status
    if status is None:
        return True
    if need.accepted_statuses and status not in need.accepted_statuses:
        return False
    return not needs_permit(offer, need) or offer.waste_code in need.permitted_codes


def _are_two_active_businesses(offer: OfferFacts, need: NeedFacts) -> bool:
    return offer.is_active and need.is_active and offer.business_ref != need.business_ref


_RULES: tuple[tuple[Rule, Callable[[OfferFacts, NeedFacts], bool]], ...] = (
    (Rule.MATERIAL, _has_accepted_material),
    (Rule.DISTANCE, _is_in_reach),
    (Rule.WINDOW, _has_a_common_day),
    (Rule.QUANTITY, _is_worth_a_trip),
    (Rule.PRICE, _is_affordable),
    (Rule.CONDITION, _is_good_enough),
    (Rule.STATUS, _may_be_received),
    (Rule.BUSINESS, _are_two_active_businesses),
)
