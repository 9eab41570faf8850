"""What a pair can score at most, by its haul and by how much is traded: what cannot reach a score needs no look.

The best that a group of listings allows is taken for every other term: at no price, of the very material. What the
distance must then still bring says how far a pair may be, as a part of the wider reach; and how far it is says which
part of what is wanted must be traded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

ROUNDING_KM = 0.002
"""So much farther a pair may be than its share of the reach says: hauls and reaches count in whole metres."""
_HARDLY = 1e-9
"""For the rounding of quotients, and for a quantity that brings no points."""


@dataclass(frozen=True, slots=True)
class Hopes:
    """The best that one group of counterparts allows."""

    is_substitute: bool
    days: int
    """Common days at most, up to a month."""
    has_price: tuple[bool, ...]
    net_co2e_kg_per_t: tuple[float | None, ...]
    """What is possible at no distance, by material and legal status; None: no factor."""


Ways = NDArray[np.float64]
"""Columns: points without quantity and distance at most, the most for the quantity, the most for the distance."""


@lru_cache(maxsize=4096)
def ways(hopes: Hopes, weights: Weights) -> Ways:
    """The ways to points: with a price or without, with a factor or without."""
    found = [_way(hopes, weights, *kind) for kind in product(hopes.has_price, hopes.net_co2e_kg_per_t)]
    return np.array(sorted(set(found)), np.float64)


def farthest_share(among: Ways, points: int) -> float:
    """The part of the wider reach beyond which no pair reaches these points; below zero where not even neighbours
    could."""
    sure, quantity, distance = among.T
    lacking = points - sure - quantity
    part = 1.0 - lacking / np.maximum(distance, _HARDLY)
    return float(np.where(lacking <= 0, 1.0, part).max())


def least_part(among: Ways, points: int, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Which part of what is wanted must be traded at least to reach these points, by way (last axis) and share of the
    wider reach between the two: zero or less, any; more than one, no part would do."""
    sure, quantity, distance = among.T
    lacking = points - sure - distance * (1.0 - shares[..., None])
    part: NDArray[np.float64] = lacking / np.maximum(quantity, _HARDLY) - _HARDLY
    return part


def envelope(parts: Sequence[tuple[float, float] | None]) -> tuple[float | None, ...]:
    """Several possibilities of net CO₂e, in two parts each (near by, per kilometre), as two at most: the best near by
    of those with a factor, for no kilometre adds to it, and «no factor» where that occurs."""
    known = [near for near, _ in filter(None, parts)]
    best: tuple[float | None, ...] = (max(known),) if known else ()
    return (*best, None) if None in parts else best


def _way(hopes: Hopes, weights: Weights, has_price: bool, net_co2e_kg_per_t: float | None) -> tuple[int, int, int]:
    most = maxima(weights, has_price=has_price, has_net_co2e=net_co2e_kg_per_t is not None)
    sure = most[TermName.MATERIAL] * 2 // 5 if hopes.is_substitute else most[TermName.MATERIAL]
    sure += most[TermName.TIME] * hopes.days // FULL_OVERLAP_DAYS + most.get(TermName.PRICE, 0)
    avoided = min(1.0, max(0.0, (net_co2e_kg_per_t or 0.0) / FULL_NET_CO2E_KG_PER_T))
    sure += int(most.get(TermName.NET_CO2E, 0) * avoided + 1e-6)
    return sure, most[TermName.QUANTITY], most[TermName.DISTANCE]
