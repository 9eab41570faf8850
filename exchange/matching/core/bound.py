"""What a pair can score at most, by its haul alone: what lies farther than that needs no look, and the rest is exact.

The best that a kind of listing allows is taken for every term but the distance: all that is wanted, at no price, of
the very material. No term of the score grows with the haul, so the sum does not either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

NetCo2e = tuple[float, float] | None
"""kg CO₂e per tonne at no distance and per kilometre; None where there is no factor."""

_STEPS = 64


@dataclass(frozen=True, slots=True)
class Hopes:
    """The best that one kind of counterpart allows."""

    is_substitute: bool
    widest_km: float
    """The wider of both reaches at most; beyond it nothing fits."""
    days: int
    """Common days at most, up to a month."""
    has_price: tuple[bool, ...]
    net_co2e: tuple[NetCo2e, ...]
    """What is possible: by material and legal status."""


def most_points(hopes: Hopes, weights: Weights, haul_m: NDArray[np.int64]) -> NDArray[np.int64]:
    """Upper bounds of the score at these hauls (whole metres); they never rise with the haul."""
    ways = product(hopes.has_price, hopes.net_co2e)
    bounds = [_points(hopes, weights, haul_m, has_price, net_co2e) for has_price, net_co2e in ways]
    most: NDArray[np.int64] = np.maximum.reduce(bounds)
    return most


def farthest_km(hopes: Hopes, weights: Weights, points: int) -> float:
    """A haul beyond which no pair reaches these points, in kilometres: zero or more, a little too large, never too
    small; below zero where not even neighbours could."""
    grid_m = np.ceil(np.linspace(0, hopes.widest_km * 1000 + 1, _STEPS + 1)).astype(np.int64)
    enough = int((most_points(hopes, weights, grid_m) >= points).sum())
    return -1.0 if enough == 0 else min(hopes.widest_km, float(grid_m[min(enough, _STEPS)]) / 1000)


def _points(
    hopes: Hopes, weights: Weights, haul_m: NDArray[np.int64], has_price: bool, net_co2e: NetCo2e
) -> NDArray[np.int64]:
    most = maxima(weights, has_price=has_price, has_net_co2e=net_co2e is not None)
    reach_m = max(1, round(hopes.widest_km * 1000))
    fixed = most[TermName.MATERIAL] * 2 // 5 if hopes.is_substitute else most[TermName.MATERIAL]
    fixed += most[TermName.QUANTITY] + most[TermName.TIME] * hopes.days // FULL_OVERLAP_DAYS
    fixed += most.get(TermName.PRICE, 0)
    distance = most[TermName.DISTANCE] * np.maximum(0, reach_m - haul_m) // reach_m
    return fixed + distance + _net_co2e(most.get(TermName.NET_CO2E, 0), net_co2e, haul_m)


def _net_co2e(most: int, parts: NetCo2e, haul_m: NDArray[np.int64]) -> NDArray[np.int64]:
    if parts is None:
        return np.zeros_like(haul_m)
    grams = np.rint((parts[0] + min(parts[1], 0.0) * (haul_m / 1000)) * 1000).astype(np.int64)
    full = FULL_NET_CO2E_KG_PER_T * 1000
    whole: NDArray[np.int64] = most * np.clip(grams, 0, full) // full
    return whole


def envelope(parts: Sequence[NetCo2e]) -> tuple[NetCo2e, ...]:
    """Several possibilities as two at most: the best of those with a factor, and «no factor» where that occurs."""
    known = [one for one in parts if one is not None]
    best: tuple[NetCo2e, ...] = ((max(near for near, _ in known), max(per_km for _, per_km in known)),) if known else ()
    return (*best, None) if None in parts else best
