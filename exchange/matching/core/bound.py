"""What a pair can score at most, by its haul alone: what lies farther than that needs no look, and the rest is exact.

The best that a kind of listing allows is taken for every term but the distance: all that is wanted, at no price, of
the very material. No term of the score grows with the haul, so the sum does not either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

NetCo2e = tuple[float, float] | None
"""kg CO₂e per tonne at no distance and per kilometre; None where there is no factor."""

_STEPS = 40


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


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds of the score, one row per kind, at hauls that grow along the row (whole metres)."""

    haul_m: NDArray[np.int64]
    points: NDArray[np.int64]

    def farthest_km(self, points: int) -> list[float]:
        """For each kind the haul beyond which no pair reaches these points, in kilometres: a little too large, never
        too small; below zero where not even neighbours could."""
        enough = (self.points >= points).sum(axis=1)
        last = self.haul_m.shape[1] - 1
        beyond = self.haul_m[np.arange(len(enough)), np.minimum(enough, last)] / 1000
        return np.where(enough == 0, -1.0, beyond).tolist()  # type: ignore[no-any-return] # numpy types lists loosely


def bounds(kinds: Sequence[Hopes], weights: Weights) -> Bounds:
    """The bounds of several kinds. The steps are finer near by, where many pairs differ little."""
    steps = (np.arange(_STEPS + 1) / _STEPS) ** 2
    haul_m = np.ceil(np.array([[kind.widest_km * 1000] for kind in kinds]) * steps).astype(np.int64)
    ways = [way for kind in kinds for way in _ways(kind, weights)]
    counts = np.array([len(kind.has_price) * len(kind.net_co2e) for kind in kinds])
    each = _points(np.array(ways, np.float64), np.repeat(haul_m, counts, axis=0))
    return Bounds(haul_m, np.maximum.reduceat(each, np.cumsum(counts) - counts, axis=0))


def envelope(parts: Sequence[NetCo2e]) -> tuple[NetCo2e, ...]:
    """Several possibilities as two at most: the best of those with a factor, and «no factor» where that occurs."""
    known = [one for one in parts if one is not None]
    best: tuple[NetCo2e, ...] = ((max(near for near, _ in known), max(per_km for _, per_km in known)),) if known else ()
    return (*best, None) if None in parts else best


def _ways(kind: Hopes, weights: Weights) -> Iterator[tuple[float, ...]]:
    """Reach (m), points whatever the haul, points for the distance and for net CO₂e, its two parts."""
    reach_m = max(1, round(kind.widest_km * 1000))
    for has_price, parts in product(kind.has_price, kind.net_co2e):
        most = maxima(weights, has_price=has_price, has_net_co2e=parts is not None)
        fixed = most[TermName.MATERIAL] * 2 // 5 if kind.is_substitute else most[TermName.MATERIAL]
        fixed += most[TermName.QUANTITY] + most[TermName.TIME] * kind.days // FULL_OVERLAP_DAYS
        fixed += most.get(TermName.PRICE, 0)
        near, per_km = parts or (0.0, 0.0)
        yield reach_m, fixed, most[TermName.DISTANCE], most.get(TermName.NET_CO2E, 0), near, min(per_km, 0.0)


def _points(ways: NDArray[np.float64], haul_m: NDArray[np.int64]) -> NDArray[np.int64]:
    reach_m, fixed, distance, net_co2e = (ways[:, [place]].astype(np.int64) for place in range(4))
    grams = np.rint((ways[:, [4]] + ways[:, [5]] * (haul_m / 1000)) * 1000).astype(np.int64)
    full = FULL_NET_CO2E_KG_PER_T * 1000
    whole: NDArray[np.int64] = fixed + distance * np.maximum(0, reach_m - haul_m) // reach_m
    return whole + net_co2e * np.clip(grams, 0, full) // full
