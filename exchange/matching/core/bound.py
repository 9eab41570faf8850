"""What a pair can score at most, by its haul alone: what lies farther than that needs no look, and the rest is exact.

The best that a kind of listing allows is taken for every term but the distance: all that is wanted, at no price, of
the very material. What the distance must then still bring says how far it may be, as a part of the wider reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

_ROUNDING_KM = 0.002
"""Hauls and reaches count in whole metres."""


@dataclass(frozen=True, slots=True)
class Hopes:
    """The best that one kind of counterpart allows."""

    is_substitute: bool
    widest_km: float
    """The wider of both reaches at most; beyond it nothing fits."""
    days: int
    """Common days at most, up to a month."""
    has_price: tuple[bool, ...]
    net_co2e_kg_per_t: tuple[float | None, ...]
    """What is possible at no distance, by material and legal status; None: no factor."""


def farthest_km(hopes: Hopes, weights: Weights, points: int) -> float:
    """The haul beyond which no pair reaches these points: a little too large, never too small; below zero where not
    even neighbours could."""
    share = max(_share(points - fixed, distance) for fixed, distance in _ways(hopes, weights))
    return -1.0 if share < 0 else hopes.widest_km * share + _ROUNDING_KM


def envelope(parts: Sequence[tuple[float, float] | None]) -> tuple[float | None, ...]:
    """Several possibilities of net CO₂e, in two parts each (near by, per kilometre), as two at most: the best near by
    of those with a factor, for no kilometre adds to it, and «no factor» where that occurs."""
    known = [near for near, _ in filter(None, parts)]
    best: tuple[float | None, ...] = (max(known),) if known else ()
    return (*best, None) if None in parts else best


def _share(lacking: int, distance: int) -> float:
    """The part of the reach at which the distance still brings what is lacking of its points."""
    if lacking <= 0:
        return 1.0
    return (distance - lacking) / distance if lacking <= distance else -1.0


def _ways(hopes: Hopes, weights: Weights) -> Iterator[tuple[int, int]]:
    """Points without the distance at most, and the most for the distance."""
    for has_price, net_co2e_kg_per_t in product(hopes.has_price, hopes.net_co2e_kg_per_t):
        most = maxima(weights, has_price=has_price, has_net_co2e=net_co2e_kg_per_t is not None)
        fixed = most[TermName.MATERIAL] * 2 // 5 if hopes.is_substitute else most[TermName.MATERIAL]
        fixed += most[TermName.QUANTITY] + most[TermName.TIME] * hopes.days // FULL_OVERLAP_DAYS
        fixed += most.get(TermName.PRICE, 0)
        avoided = min(1.0, max(0.0, (net_co2e_kg_per_t or 0.0) / FULL_NET_CO2E_KG_PER_T))
        yield fixed + int(most.get(TermName.NET_CO2E, 0) * avoided + 1e-6), most[TermName.DISTANCE]
