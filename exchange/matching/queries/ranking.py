"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each kind, how far a better pair could be
(core/bound.py); only what lies within that is read, the most promising first, and what that brings draws the rest
closer. Two or three statements at most times, and where little fits the first reads all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import numpy as np

from exchange.kernel.packed import Rows
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Asking, Shelf, within
from exchange.matching.queries.fitting import Fitting, best_of, needs_fitting, nobody, offers_fitting
from exchange.matching.queries.looks import Horizon, every_look, promising, without
from exchange.matching.queries.partners import asking_for, asking_with, spans_of_need, spans_of_offer
from exchange.matching.queries.reading import read

SEEDS = 512
"""How many of the nearest to read first. Mostly that is everything."""
PARTS = 8
"""How many times as many to read next before looking again how far to go."""


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
    horizon = Horizon.of(look.asking)
    if horizon.fits_squares:
        top = _drawn_closer(look, horizon, weights, most, seeds)
    else:
        top = best_of([look.judge(within(look.shelf, look.asking, look.spans))], most)
    cells = zip(top.refs(), top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
    return [Ranked(*row) for row in cells]


def _drawn_closer(look: _Look, horizon: Horizon, weights: Weights, most: int, seeds: int) -> Fitting:
    """The best of all: the nearest first, and then each group as far as something better may be, the most promising
    first; what those bring draws the rest closer."""
    top, done, hoped = nobody(), np.empty(0, np.int64), None
    looks, part = every_look(look.shelf, look.asking, horizon, look.spans), seeds
    while len(looks):
        some = read(look.shelf, look.asking, looks, part)
        top = best_of([top, look.judge(some.rows)], most)
        if some.is_all:
            break
        hoped = hoped or look.hopes()
        done, part = np.append(done, some.done), PARTS * part
        points = int(top.score[most - 1]) if len(top.ids) >= most else 0
        looks = without(promising(look.shelf, look.asking, horizon, hoped, weights, points), done)
    return top
