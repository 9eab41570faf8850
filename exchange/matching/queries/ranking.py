"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each kind, how far a better pair could be
(core/bound.py); only what lies within that is read, kind by kind, and the bound shrinks as the list improves.
In a dense city with a popular material the nearest rows alone are usually enough.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from exchange.kernel.place import circle_radius_m
from exchange.matching.core.bound import Bounds, Hopes, bounds
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Arm, Asking, Rows, Shelf, nearest, read
from exchange.matching.queries.fitting import Fitting, best_of, needs_fitting, nobody, offers_fitting
from exchange.matching.queries.partners import asking_for, asking_with, spans_of_need, spans_of_offer

SEEDS = (192, 2048)
"""How many of the nearest to read first, and again where what is left to read looks like much more than that."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One counterpart: points of 1000, great-circle haul in whole metres."""

    id: UUID
    score: int
    haul_m: int
    is_observed: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """One listing looking: where, what it may hope for from which kinds, and how rows are judged against it."""

    shelf: Shelf
    asking: Asking
    spans: list[tuple[int, int]]
    hopes: hoping.Hoped
    judge: Callable[[Rows], Fitting]
    seeds: tuple[int, ...]


def best_offers(
    need: NeedFacts, weights: Weights, most: int = 20, *, with_observed: bool = True, seeds: tuple[int, ...] = SEEDS
) -> list[Ranked]:
    """The offers that serve a need best, ties by id: exactly the head of all that fit. The need may be a draft."""
    if not need.is_active or not need.accepts:
        return []
    asking = asking_for(need, with_observed=with_observed)
    look = _Look(
        OFFERS,
        asking,
        spans_of_need(need),
        hoping.of_need(need),
        lambda rows: offers_fitting(need, rows, weights),
        seeds,
    )
    return _best(look, weights, most)


def best_needs(
    offer: OfferFacts, weights: Weights, most: int = 20, *, with_observed: bool = True, seeds: tuple[int, ...] = SEEDS
) -> list[Ranked]:
    """The needs that an offer serves best, ties by id: exactly the head of all that fit. The offer may be a draft."""
    if not offer.is_active:
        return []
    asking = asking_with(offer, with_observed=with_observed)
    look = _Look(
        NEEDS,
        asking,
        spans_of_offer(offer),
        hoping.of_offer(offer),
        lambda rows: needs_fitting(offer, rows, weights),
        seeds,
    )
    return _best(look, weights, most)


def _best(look: _Look, weights: Weights, most: int) -> list[Ranked]:
    bound = bounds(list(look.hopes), weights)
    top, seen_km = _seeded(look, bound, most)
    while rings_km := _rings_km(look, bound.farthest_km(_last(top, most)), seen_km, is_full=len(top.ids) >= most):
        rows = read(look.shelf, look.asking, _arms(look, rings_km, seen_km))
        top = best_of([top, look.judge(rows)], most)
        seen_km |= rings_km
    cells = zip(top.refs(), top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
    return [Ranked(*row) for row in cells]


def _seeded(look: _Look, bound: Bounds, most: int) -> tuple[Fitting, dict[Hopes, float]]:
    """The best of the first rows, and up to which haul every kind is known by them."""
    top, near_km, is_beyond_known = nobody(), -1.0, False
    for seeds in look.seeds:
        rows = nearest(look.shelf, look.asking, look.spans, seeds)
        near_km, is_beyond_known = _near_km(look.asking, rows, seeds), int((rows["apart_m"] < 0).sum()) < seeds
        top = best_of([look.judge(rows)], most)
        left_km = min(look.asking.reach_km, max(bound.farthest_km(_last(top, most))))
        if left_km**2 * seeds <= look.seeds[-1] * near_km**2:
            break
    is_all_known = is_beyond_known and near_km >= look.asking.reach_km
    return top, {kind: kind.widest_km if is_all_known else near_km for kind in look.hopes}


def _near_km(asking: Asking, rows: Rows, seeds: int) -> float:
    """Within this haul, and within one's own reach, every row was read."""
    near_m = rows["apart_m"][rows["apart_m"] >= 0]
    if len(near_m) < seeds:
        return asking.reach_km
    if not asking.reach_km:
        return -1.0
    stretch = circle_radius_m(asking.place, asking.reach_km) / (asking.reach_km * 1000)
    return float((near_m.max() - 1) / stretch) / 1000


def _rings_km(
    look: _Look, farthest_km: list[float], seen_km: dict[Hopes, float], *, is_full: bool
) -> dict[Hopes, float]:
    """The kinds that may hold something better farther out, and how far to read each next.

    First what is left within twice the narrowest ring, for that raises the bar for all others; then all of them, each
    as far as it may matter. While the list is not full there is no bar, and all that is left is read at once.
    """
    wanted = {kind: km for kind, km in zip(look.hopes, farthest_km, strict=True) if km > seen_km[kind]}
    if not is_full:
        return {kind: kind.widest_km for kind in wanted}
    narrow_km = max(1.0, 2 * min(wanted.values(), default=0.0))
    near = {kind: min(narrow_km, kind.widest_km) for kind, km in wanted.items() if km <= narrow_km}
    is_first = min(seen_km.values()) == max(seen_km.values())
    return near if is_first else {kind: _round_km(km, kind) for kind, km in wanted.items()}


def _round_km(km: float, kind: Hopes) -> float:
    """Up to the next power of two: what is about as wide is read in one look."""
    return min(kind.widest_km, float(2 ** np.ceil(np.log2(max(km, 1.0)))))


def _arms(look: _Look, rings_km: dict[Hopes, float], seen_km: dict[Hopes, float]) -> list[Arm]:
    """Each kind's ring in one's own circle, where that is not known yet, and beyond it; alike ones in one look."""
    own_km = look.asking.reach_km
    places: dict[tuple[bool, float | None], hoping.Where] = defaultdict(hoping.Where)
    for kind, ring_km in rings_km.items():
        if seen_km[kind] < min(own_km, ring_km):
            look.hopes[kind].join(places[False, None if ring_km >= own_km else ring_km])
        if ring_km > own_km:
            look.hopes[kind].join(places[True, None if ring_km >= kind.widest_km else ring_km])
    return [Arm(where.spans, where.kinds, *which) for which, where in places.items()]


def _last(top: Fitting, most: int) -> int:
    return int(top.score[most - 1]) if len(top.ids) >= most else 0
