"""Which runs of squares to look into, for which materials, kinds and masses, in which order (core/squares.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.place import circle_radius_m, planar_m
from exchange.matching.core.bound import ROUNDING_KM, Ways, farthest_share, least_part, ways
from exchange.matching.core.kinds import OFFER_GROUPS, REACHES_KM, Span, Spans, kind_number
from exchange.matching.core.squares import ACROSS, SIDES_M, level_of, runs_about
from exchange.matching.core.weights import Weights
from exchange.matching.queries.candidates import Asking, Shelf
from exchange.matching.queries.hoping import Hoped

_GIVEN = ("first", "end", "low", "high", "kinds", "mass_g")
LOOK = np.dtype([*((name, "i8") for name in (*_GIVEN, "nearest")), ("order", "f8")])
"""A look into the B-tree: an interval of first numbers, a run of squares, a mask of kinds, a mass. The least order
comes first."""
Looks = NDArray[np.void]

_NODES = 2**20
"""More than a material tree has numbers."""
_LEVELS = tuple(level_of(km) for km in REACHES_KM)
_SIDES = range(len(SIDES_M))
_CLASSES = np.array([(own * 4)[:4] for own in ([c for c, at in enumerate(_LEVELS) if at == level] for level in _SIDES)])
"""By side, the classes of reach whose listings stand in squares of it; some come twice, so that all are as many."""
_BITS = np.array([[1 << kind_number(group, place) for group in OFFER_GROUPS] for place in range(len(REACHES_KM))])
"""By class and group; needs have fewer groups."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far anybody is worth a look, from where one stands: by classes of the others' reach."""

    point: tuple[float, float]
    widest_km: NDArray[np.float64]
    radii_m: NDArray[np.float64]
    """On the plane."""

    @classmethod
    def of(cls, asking: Asking) -> Self:
        """Who looks sees as far as the wider of both reaches."""
        widest_km = [max(asking.reach_km, km) for km in REACHES_KM]
        radii_m = [circle_radius_m(asking.place, km) for km in widest_km]
        return cls(planar_m(asking.place), np.array(widest_km), np.array(radii_m))

    @property
    def fits_squares(self) -> bool:
        """Whether all of it can be read run by run: not where the plane stretches too much."""
        return all(m <= ACROSS * SIDES_M[level] for m, level in zip(self.radii_m, _LEVELS, strict=True))

    def radii_by_side_m(self, share: float) -> list[float]:
        """What a part of the reach is on the plane at most, by side: it stretches most at the far end."""
        least_km = np.minimum(self.widest_km, self.widest_km * share + ROUNDING_KM)
        part = np.where(self.widest_km > 0, least_km / np.maximum(self.widest_km, ROUNDING_KM), 1.0)
        radii: list[float] = (self.radii_m * part)[_CLASSES].max(axis=1).tolist()
        return radii

    def shares(self, least_m: NDArray[np.float64], classes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Which part of the reach lies between at least, for rows of classes; infinite where nothing reaches."""
        radii_m, rounding = self.radii_m[classes], (ROUNDING_KM / np.maximum(self.widest_km, ROUNDING_KM))[classes]
        least_m = least_m[:, None]
        return np.where(least_m <= radii_m, np.maximum(least_m / radii_m - rounding, 0.0), np.inf)


def every_look(shelf: Shelf, asking: Asking, horizon: Horizon, spans: Spans) -> Looks:
    """Whatever either side's reach may bring together, the nearest first: by its part of the way."""
    runs = runs_about(horizon.point, radii_m := horizon.radii_by_side_m(1.0), _SIDES)
    classes = _CLASSES[runs["part"]]
    is_read = horizon.shares(runs["least_m"], classes) <= 1
    kinds = np.bitwise_or.reduce(np.where(is_read, np.bitwise_or.reduce(_BITS, axis=1)[classes], 0), axis=1)
    starts = sorted({start for span in spans for start in shelf.starts(span)})
    mass_g = shelf.mass_g(asking.mass_g, np.zeros(len(runs)))
    return _in_order([_looks(starts, runs, kinds, mass_g, _part_of_the_way(runs, radii_m))])


def promising(shelf: Shelf, asking: Asking, horizon: Horizon, hoped: Hoped, weights: Weights, points: int) -> Looks:
    """What may reach these points, the most promising first: by its part of the way."""
    among = {span: _Groups.of(hopes, weights) for span, hopes in hoped.items()}
    shares = {span: share for span, one in among.items() if (share := farthest_share(one.ways, points)) >= 0}
    radii_m = [radius_m for share in shares.values() for radius_m in horizon.radii_by_side_m(share)]
    runs = runs_about(horizon.point, radii_m, list(_SIDES) * len(shares))
    ends = np.searchsorted(runs["part"], len(_SIDES) * np.arange(len(shares) + 1))
    order = _part_of_the_way(runs, radii_m)
    found = []
    for span, own in zip(shares, map(slice, ends, ends[1:]), strict=False):
        classes = _CLASSES[runs["part"][own] % len(_SIDES)]
        kinds, part = among[span].wanted(horizon.shares(runs["least_m"][own], classes), classes, points)
        found.append(_looks(shelf.starts(span), runs[own], kinds, shelf.mass_g(asking.mass_g, part), order[own]))
    return _in_order(found)


def keys(looks: Looks) -> NDArray[np.int64]:
    """One number for each; the same one where it goes less far."""
    numbers: NDArray[np.int64] = looks["nearest"] * _NODES + looks["first"]
    return numbers


def without(looks: Looks, done: NDArray[np.int64]) -> Looks:
    """Those that are not done."""
    return looks[~np.isin(keys(looks), done)]


def arguments(looks: Looks) -> dict[str, NDArray[np.int64]]:
    """Each cell of all as an array."""
    return {name: looks[name] for name in _GIVEN}


@dataclass(frozen=True, slots=True)
class _Groups:
    """What stands under one node: the ways of all its groups, and where each group's begin."""

    numbers: NDArray[np.int64]
    ways: Ways
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, hoped: Sequence[tuple[int, Any]], weights: Weights) -> Self:
        among = [ways(hopes, weights) for _, hopes in hoped]
        starts = np.cumsum([0, *map(len, among[:-1])])
        return cls(np.array([group for group, _ in hoped]), np.concatenate(among), starts)

    def wanted(
        self, shares: NDArray[np.float64], classes: NDArray[np.int64], points: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The kinds that may reach the points, as a mask, and which part of what is wanted must be traded at least."""
        by_way = least_part(self.ways, points, np.minimum(shares, 1.0))
        part = np.where(shares[..., None] <= 1, np.minimum.reduceat(by_way, self.starts, axis=-1), np.inf)
        bits = np.where(part <= 1, _BITS[classes[..., None], self.numbers], 0)
        kinds: NDArray[np.int64] = np.bitwise_or.reduce(bits.reshape(len(shares), -1), axis=1)
        return kinds, part.reshape(len(shares), -1).min(axis=1)


def _part_of_the_way(runs: NDArray[np.void], radii_m: Sequence[float]) -> NDArray[np.float64]:
    order: NDArray[np.float64] = runs["least_m"] / np.maximum(np.array(radii_m), 1.0)[runs["part"]]
    return order


def _looks(starts: Sequence[Span], runs: NDArray[np.void], kinds: Any, mass_g: Any, order: NDArray[Any]) -> Looks:
    """Into each run for each interval."""
    some = np.empty(len(runs), LOOK)
    for name in ("low", "high", "nearest"):
        some[name] = runs[name]
    some["kinds"], some["mass_g"], some["order"] = kinds, mass_g, order
    some = some[some["kinds"] != 0]
    every = np.tile(some, len(starts))
    firsts = np.repeat(np.array(starts, np.int64).reshape(-1, 2), len(some), axis=0)
    every["first"], every["end"] = firsts.T
    return every


def _in_order(looks: Sequence[Looks]) -> Looks:
    every = np.concatenate([np.empty(0, LOOK), *looks])
    return every[np.argsort(every["order"], kind="stable")]
