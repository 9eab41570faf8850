"""The core's question with what the territory knows: how well do these two fit?"""

from exchange.impact.queries import estimate_per_t
from exchange.kernel.place import haul_km
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.improvement import Improvement, improvements
from exchange.matching.core.verdict import Verdict, assess
from exchange.matching.core.weights import Weights


def judge(offer: OfferFacts, need: NeedFacts, weights: Weights) -> Verdict:
    """Rules, score, evidence and flags of one pair."""
    return assess(offer, need, weights, net_co2e_kg_per_t(offer, need))


def better(offer: OfferFacts, need: NeedFacts, weights: Weights, side: Side) -> tuple[Improvement, ...]:
    """What one side of a pair that fits could do to fit better, best first."""
    return improvements(offer, need, weights, net_co2e_kg_per_t(offer, need), side)


def net_co2e_kg_per_t(offer: OfferFacts, need: NeedFacts) -> float | None:
    """What moving a tonne over the haul (to the metre) would avoid; None without a factor."""
    haul_m = round(haul_km(offer.place, need.place) * 1000)
    return estimate_per_t(offer.material.code, haul_m / 1000, offer.legal_status)
