"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each kind, how far a better pair could be
(core/bound.py); only what lies within that is read, kind by kind, and the bound shrinks as the list improves.
In a dense city with a popular material the nearest rows alone are usually enough.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import numpy as np

from exchange.kernel.packed import Rows
from exchange.kernel.place import circle_radius_m
from exchange.matching.core.bound import Hopes, bounds
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Arm, Asking, Shelf, nearest, read
from exchange.matching.queries.fitting import Fitting, best_of, needs_fitting, offers_fitting
from exchange.matching.queries.partners import asking_for, asking_with, spans_of_need, spans_of_offer

SEEDS = 1024
"""How many of the nearest to read first, and as many of those that reach here. Mostly that is everything."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One counterpart: points of 1000, great-circle haul in whole metres."""

    id: UUID
    score: int
    haul_m: int
    is_observed: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """One listing looking: where, and how rows are judged against it."""

    shelf: Shelf
    asking: Asking
    spans: list[tuple[int, int]]
    judge: Callable[[Rows], Fitting]
    hopes: Callable[[], hoping.Hoped]
    """What it may hope for from which kinds. Only asked where not everything was read at once."""


def best_offers(
    need: NeedFacts, weights: Weights, most: int = 20, *, with_observed: bool = True, seeds: int = SEEDS
) -> list[Ranked]:
    """The offers that serve a need best, ties by id: exactly the head of all that fit. The need may be a draft."""
    if not need.is_active or not need.accepts:
        return []
    asking = asking_for(need, with_observed=with_observed)
    judge = partial(offers_fitting, need, weights=weights)
    return _best(_Look(OFFERS, asking, spans_of_need(need), judge, partial(hoping.of_need, need)), weights, most, seeds)


def best_needs(
    offer: OfferFacts, weights: Weights, most: int = 20, *, with_observed: bool = True, seeds: int = SEEDS
) -> list[Ranked]:
    """The needs that an offer serves best, ties by id: exactly the head of all that fit. The offer may be a draft."""
    if not offer.is_active:
        return []
    asking = asking_with(offer, with_observed=with_observed)
    judge = partial(needs_fitting, offer, weights=weights)
    look = _Look(NEEDS, asking, spans_of_offer(offer), judge, partial(hoping.of_offer, offer))
    return _best(look, weights, most, seeds)


def _best(look: _Look, weights: Weights, most: int, seeds: int) -> list[Ranked]:
    near = nearest(look.shelf, look.asking, look.spans, seeds)
    top = best_of([look.judge(near.rows)], most)
    if near.near_m is not None or not near.is_all_beyond:
        top = _widened(look, top, _near_km(look.asking, near.near_m), weights, most)
    cells = zip(top.refs(), top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
    return [Ranked(*row) for row in cells]


def _widened(look: _Look, top: Fitting, near_km: float, weights: Weights, most: int) -> Fitting:
    """The best of all, given the best of those within a haul: ring by ring as far as something better may be."""
    hopes = look.hopes()
    bound, seen_km = bounds(list(hopes), weights), dict.fromkeys(hopes, near_km)
    while rings_km := _rings_km(hopes, bound.farthest_km(_last(top, most)), seen_km, is_full=len(top.ids) >= most):
        rows = read(look.shelf, look.asking, _arms(look.asking, hopes, rings_km, seen_km))
        top = best_of([top, look.judge(rows)], most)
        seen_km |= rings_km
    return top


def _near_km(asking: Asking, near_m: float | None) -> float:
    """Within this haul, and within one's own reach, every row was read."""
    if near_m is None:
        return asking.reach_km
    if not asking.reach_km:
        return -1.0
    stretch = circle_radius_m(asking.place, asking.reach_km) / (asking.reach_km * 1000)
    return (near_m - 1) / stretch / 1000


def _rings_km(
    hopes: hoping.Hoped, farthest_km: list[float], seen_km: dict[Hopes, float], *, is_full: bool
) -> dict[Hopes, float]:
    """The kinds that may hold something better farther out, and how far to read each next.

    First what is left within twice the narrowest ring, for that raises the bar for all others; then all of them, each
    as far as it may matter. While the list is not full there is no bar, and all that is left is read at once.
    """
    wanted = {kind: km for kind, km in zip(hopes, farthest_km, strict=True) if km > seen_km[kind]}
    if not is_full:
        return {kind: kind.widest_km for kind in wanted}
    narrow_km = max(1.0, 2 * min(wanted.values(), default=0.0))
    near = {kind: min(narrow_km, kind.widest_km) for kind, km in wanted.items() if km <= narrow_km}
    is_first = min(seen_km.values()) == max(seen_km.values())
    return near if is_first else {kind: _round_km(km, kind) for kind, km in wanted.items()}


def _round_km(km: float, kind: Hopes) -> float:
    """Up to the next power of two: what is about as wide is read in one look."""
    return min(kind.widest_km, float(2 ** np.ceil(np.log2(max(km, 1.0)))))


def _arms(asking: Asking, hopes: hoping.Hoped, rings_km: dict[Hopes, float], seen_km: dict[Hopes, float]) -> list[Arm]:
    """Each kind's ring in one's own circle, where that is not known yet, and beyond it; alike ones in one look."""
    own_km = asking.reach_km
    places: dict[tuple[bool, float | None], hoping.Where] = defaultdict(hoping.Where)
    for kind, ring_km in rings_km.items():
        if seen_km[kind] < min(own_km, ring_km):
            hopes[kind].join(places[False, None if ring_km >= own_km else ring_km])
        if ring_km > own_km:
            is_most = ring_km > kind.widest_km * _MOST_OF_IT
            hopes[kind].join(places[True, None if is_most else ring_km])
    return [Arm(where.spans, where.kinds, *which) for which, where in places.items()]


_MOST_OF_IT = 0.6
"""A ring as wide as this part of the widest reach of its kind is asked for by who reaches here: they are fewer than
all who stand there."""


def _last(top: Fitting, most: int) -> int:
    return int(top.score[most - 1]) if len(top.ids) >= most else 0
