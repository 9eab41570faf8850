"""The core's question with the territory's settings: how well do these two fit today?"""

from functools import lru_cache

from exchange.impact.queries import estimate_per_t
from exchange.kernel.place import haul_km
from exchange.kernel.territory import territory
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.verdict import Verdict, assess
from exchange.matching.core.weights import Weights


def judge(offer: OfferFacts, need: NeedFacts) -> Verdict:
    """Rules, score, evidence and flags of one pair under the territory's weights."""
    return assess(offer, need, _weights(), net_co2e_kg_per_t(offer, need))


def net_co2e_kg_per_t(offer: OfferFacts, need: NeedFacts) -> float | None:
    """What moving a tonne over the haul (to the metre) would avoid; None without a factor."""
    return estimate_per_t(offer.material.code, round(haul_km(offer.place, need.place), 3), offer.legal_status)


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return Weights(**territory().weights)
