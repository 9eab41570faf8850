"""The best counterparts of a listing, exactly, without reading all that fits: seed, bound, ring.

The nearest rows give a first list. Its last score bounds, for each kind, how far a better pair could be
(core/bound.py); only what lies within that is read. Two statements at most, and where little fits the first reads all.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from exchange.kernel.packed import Rows
from exchange.kernel.place import circle_radius_m
from exchange.matching.core.bound import Hopes, farthest_km
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import hoping
from exchange.matching.queries.candidates import NEEDS, OFFERS, Arm, Asking, Shelf, farther, nearest
from exchange.matching.queries.fitting import Fitting, best_of, needs_fitting, offers_fitting
from exchange.matching.queries.partners import asking_for, asking_with, spans_of_need, spans_of_offer

SEEDS = 512
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
    if not near.is_all:
        top = _widened(look, top, near.known_m, weights, most)
    cells = zip(top.refs(), top.score.tolist(), top.haul_m.tolist(), top.is_observed.tolist(), strict=True)
    return [Ranked(*row) for row in cells]


def _widened(look: _Look, top: Fitting, known_m: float, weights: Weights, most: int) -> Fitting:
    """The best of all, given the best of those near: each kind is read as far as something better may be."""
    last, hoped = int(top.score[most - 1]) if len(top.ids) >= most else 0, look.hopes()
    far_km = {hopes: farthest_km(hopes, weights, last) for hopes in hoped}
    wanted = {hopes: km for hopes, km in far_km.items() if km >= 0 and _radius_m(look.asking, km) > known_m}
    if not wanted:
        return top
    rows = farther(look.shelf, look.asking, _arms(look.asking, hoped, wanted), known_m)
    return best_of([top, look.judge(rows)], most)


def _radius_m(asking: Asking, haul_km: float) -> float:
    return circle_radius_m(asking.place, haul_km)


def _arms(asking: Asking, hoped: hoping.Hoped, far_km: dict[Hopes, float]) -> list[Arm]:
    """The kinds of one reach in one look, by how far they stand; those that are wanted from nearly as far as they
    reach, by who reaches here, and by who stands within one's own reach."""
    rings: dict[float, hoping.Where] = defaultdict(hoping.Where)
    radius_km: dict[float, float] = defaultdict(float)
    reaching: set[tuple[int, int]] = set()
    for hopes, km in far_km.items():
        is_most = hopes.widest_km > asking.reach_km and km > hopes.widest_km * _MOST_OF_IT
        ring = asking.reach_km if is_most else hopes.widest_km
        if is_most:
            reaching |= hoped[hopes].spans
        hoped[hopes].joins(rings[ring])
        radius_km[ring] = max(radius_km[ring], min(km, ring))
    arms = [Arm(where.spans, where.kinds, radius_km[ring]) for ring, where in rings.items()]
    return [*arms, Arm(sorted(reaching))] if reaching else arms


_MOST_OF_IT = 0.6
"""A ring as wide as this part of the widest reach of its kind is asked for by who reaches here: they are fewer than
all who stand there."""
