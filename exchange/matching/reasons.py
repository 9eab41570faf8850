"""Why two listings fit, in one sentence, and what one side could do to fit better: from fresh facts and verdict."""

from collections.abc import Callable
from decimal import Decimal

from flask_babel import gettext as _

from exchange.matching import changing
from exchange.matching.core.compatibility import tradable_kg
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.verdict import Verdict
from exchange.matching.core.weights import Weights
from exchange.matching.judging import better
from exchange.web.formats import km, number

MOST_STEPS = 3
_SAME_PLACE_KM = 0.05
"""Below it the distance would read «0 km»."""


def why(offer: OfferFacts, need: NeedFacts, verdict: Verdict, side: Side) -> str:
    """«Same material, 4.1 km away, covers all you need.», as the side reads it; empty for a pair that does not fit."""
    if not verdict.is_compatible:
        return ""
    return _(
        "%(material)s, %(distance)s, %(quantity)s.",
        material=_MATERIAL[verdict.terms[0].evidence.kind](),
        distance=_distance(verdict.distance_km),
        quantity=_covers(offer, need) if side is Side.NEED else _takes(offer, need),
    )


def steps(offer: OfferFacts, need: NeedFacts, verdict: Verdict, side: Side, weights: Weights) -> list[tuple[str, int]]:
    """What would raise the score most, each with its points: at most three, best first."""
    if not verdict.is_compatible:
        return []
    return [(changing.step(one), one.gain) for one in better(offer, need, weights, side)[:MOST_STEPS]]


_MATERIAL: dict[str, Callable[[], str]] = {
    "same_material": lambda: _("Same material"),
    "under_accepted": lambda: _("A kind of what is wanted"),
    "substitution": lambda: _("A substitute for what is wanted"),
}


def _distance(distance_km: float) -> str:
    if distance_km < _SAME_PLACE_KM:
        return _("in the same area")
    return _("%(distance)s away", distance=km(distance_km))


def _covers(offer: OfferFacts, need: NeedFacts) -> str:
    if offer.free_kg >= need.wanted_kg:
        return _("covers all you need")
    return _("covers %(share)s %% of what you need", share=_share(tradable_kg(offer, need), need.wanted_kg))


def _takes(offer: OfferFacts, need: NeedFacts) -> str:
    if need.wanted_kg >= offer.free_kg:
        return _("takes all you have")
    return _("takes %(share)s %% of what you have", share=_share(tradable_kg(offer, need), offer.free_kg))


def _share(part_kg: Decimal, whole_kg: Decimal) -> str:
    """Whole percent, rounded down, so that nothing less than all reads as all; below one it is still something."""
    return number(max(1, int(part_kg * 100 // whole_kg)), 0)
