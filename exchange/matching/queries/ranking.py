"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each stratum, how far a better pair could be
(core/bound.py); only what lies within that is read, stratum by stratum, and the bound shrinks as the list improves.
In a dense city with a popular material the nearest rows alone are usually enough.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from exchange.kernel.place import circle_radius_m
from exchange.matching.core.bound import Hopes, farthest_km
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Asking, Rows, Shelf, nearest, within
from exchange.matching.queries.fitting import Fitting, needs_fitting, nobody, offers_fitting
from exchange.matching.queries.partners import asking_for, asking_with

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
    """One listing looking: where, what it may hope for from which strata, and how rows are judged against it."""

    shelf: Shelf
    asking: Asking
    hopes: hoping.Hoped
    judge: Callable[[Rows], Fitting]


def best_offers(need: NeedFacts, weights: Weights, most: int = 20) -> list[Ranked]:
    """The offers that serve a need best, ties by id: exactly the head of all that fit. The need may be a draft."""
    if not need.is_active or not need.accepts:
        return []
    look = _Look(OFFERS, asking_for(need), hoping.of_need(need), lambda rows: offers_fitting(need, rows, weights))
    return _best(look, weights, most)


def best_needs(offer: OfferFacts, weights: Weights, most: int = 20) -> list[Ranked]:
    """The needs that an offer serves best, ties by id: exactly the head of all that fit. The offer may be a draft."""
    if not offer.is_active:
        return []
    look = _Look(NEEDS, asking_with(offer), hoping.of_offer(offer), lambda rows: needs_fitting(offer, rows, weights))
    return _best(look, weights, most)


def _best(look: _Look, weights: Weights, most: int) -> list[Ranked]:
    top, seen_km = _seeded(look, weights, most)
    while True:
        wanted = {hopes: farthest_km(hopes, weights, _last(top, most)) for hopes in look.hopes}
        unseen = {hopes: _ring_km(hopes, km) for hopes, km in wanted.items() if km > seen_km[hopes]}
        if not unseen:
            return [Ranked(ref, *cells) for ref, cells in zip(top.refs(), _cells(top), strict=True)]
        ring_km = min(unseen.values())
        reached = [hopes for hopes, km in unseen.items() if km == ring_km]
        strata = [one for hopes in reached for one in look.hopes[hopes]]
        top = _merged(top, look.judge(within(look.shelf, look.asking, strata, ring_km)), most)
        seen_km |= dict.fromkeys(reached, ring_km)


def _seeded(look: _Look, weights: Weights, most: int) -> tuple[Fitting, dict[Hopes, float]]:
    """The best of the nearest, and how far each stratum is known by them; nothing is known where nothing was read."""
    own = [hopes for hopes in look.hopes if not hopes.is_substitute]
    top, seen_km = nobody(), dict.fromkeys(look.hopes, -1.0)
    strata = [one for hopes in own for one in look.hopes[hopes]]
    for seeds in SEEDS:
        rows = nearest(look.shelf, look.asking, strata, seeds)
        top = _merged(nobody(), look.judge(rows), most)
        frontier_km = _frontier_km(look.asking, rows, seeds)
        seen_km |= dict.fromkeys(own, frontier_km)
        left_km = max((farthest_km(hopes, weights, _last(top, most)) for hopes in own), default=0.0)
        if left_km**2 * seeds <= SEEDS[-1] * frontier_km**2:
            break
    return top, seen_km


def _frontier_km(asking: Asking, rows: Rows, seeds: int) -> float:
    """Within this haul, and within one's own reach, every row was read."""
    if len(rows["lft"]) < seeds:
        return asking.reach_km
    if not asking.reach_km:
        return -1.0
    stretch = circle_radius_m(asking.place, asking.reach_km) / (asking.reach_km * 1000)
    return float((rows["apart_m"][-1] - 1) / stretch) / 1000


def _ring_km(hopes: Hopes, km: float) -> float:
    """Up to the next power of two, or to where nothing fits any more: what is about as wide is read in one go."""
    return min(hopes.widest_km, float(2 ** np.ceil(np.log2(max(km, 1.0)))))


def _last(top: Fitting, most: int) -> int:
    return int(top.score[most - 1]) if len(top.ids) >= most else 0


def _merged(top: Fitting, more: Fitting, most: int) -> Fitting:
    """The best of both, best first, ties by id; what stands in both counts once."""
    ids = np.concatenate([top.ids, more.ids])
    score, haul_m = np.concatenate([top.score, more.score]), np.concatenate([top.haul_m, more.haul_m])
    is_observed = np.concatenate([top.is_observed, more.is_observed])
    halves = ids.view(">u8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0], -score))
    same = (halves[order][1:] == halves[order][:-1]).all(axis=1)
    kept = order[np.concatenate([[True], ~same])[: len(order)]][:most]
    return Fitting(ids[kept], score[kept], haul_m[kept], is_observed[kept])


def _cells(top: Fitting) -> Iterable[tuple[int, int, bool]]:
    return zip(top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
