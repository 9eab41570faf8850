"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each kind, how far a better pair could be
(core/bound.py); only what lies within that is read, the most promising first, and what that brings draws the rest
closer. Two or three statements at most times, and where little fits the first reads all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from uuid import UUID

import numpy as np

from exchange.kernel.packed import Rows
from exchange.kernel.place import circle_radius_m
from exchange.matching.core.bound import Hopes, farthest_km
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.kinds import Span
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Asking, Shelf
from exchange.matching.queries.fitting import Fitting, best_of, needs_fitting, offers_fitting
from exchange.matching.queries.looks import fits_squares
from exchange.matching.queries.nearby import Beyond, farther, nearest
from exchange.matching.queries.partners import asking_for, asking_with, spans_of_need, spans_of_offer

SEEDS = 512
"""How many of the nearest to read first, and as many of those that reach here. Mostly that is everything."""


PARTS = 8
"""How many times as many to read next before looking again how far to go; four times as many each time."""


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
    if not near.is_all:
        top = _widened(look, top, near.known_m, weights, most, PARTS * seeds)
    cells = zip(top.refs(), top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
    return [Ranked(*row) for row in cells]


def _widened(look: _Look, top: Fitting, known_m: float, weights: Weights, most: int, part: int) -> Fitting:
    """The best of all, given the best of those near. Each kind is read as far as something better may be, the most
    promising first: what those bring draws the rest closer."""
    hoped, done = look.hopes(), np.empty(0, np.int64)
    while wanted := _wanted(look, hoped, top, known_m, weights, most):
        beyond, read = _beyond(look.asking, hoped, wanted)
        more = farther(look.shelf, look.asking, beyond, done, part)
        top = best_of([top, look.judge(more.rows)], most)
        if more.is_all:
            break
        done, part = more.done, 4 * part
        hoped = {hopes: where for hopes, where in hoped.items() if hopes not in read}
    return top


def _wanted(
    look: _Look, hoped: hoping.Hoped, top: Fitting, known_m: float, weights: Weights, most: int
) -> dict[Hopes, float]:
    """What may still better the list, and how far."""
    last = int(top.score[most - 1]) if len(top.ids) >= most else 0
    far_km = {hopes: farthest_km(hopes, weights, last) for hopes in hoped}
    return {hopes: km for hopes, km in far_km.items() if km >= 0 and _radius_m(look.asking, km) > known_m}


def _beyond(asking: Asking, hoped: hoping.Hoped, wanted: dict[Hopes, float]) -> tuple[Beyond, set[Hopes]]:
    """What is near enough is read square by square; the rest, at once, as far as one's own reach has it matter."""
    rings: dict[tuple[Span, int], float] = {}
    far: dict[Hopes, float] = {}
    for hopes, km in wanted.items():
        where, radius_m = hoped[hopes], _radius_m(asking, km)
        if all(fits_squares(kind, radius_m) for kind in where.kinds):
            for ring in product(where.spans, where.kinds):  # one node may be accepted as such and as a substitute
                rings[ring] = max(rings.get(ring, 0.0), radius_m)
        else:
            far[hopes] = radius_m
    spans = {span for hopes in far for span in hoped[hopes].spans}
    return Beyond(rings, sorted(spans), max(far.values(), default=0.0)), set(far)


def _radius_m(asking: Asking, haul_km: float) -> float:
    return circle_radius_m(asking.place, haul_km)
