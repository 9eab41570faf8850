"""Reference 2: all live rows in memory as columns, masked and scored by NumPy. Nothing is looked up by index.

The cheapest mask over all rows comes first; each next one sees only what is left.
"""

from dataclasses import dataclass, replace

import numpy as np

from bench.columns import Column, Needs, Offers
from bench.judging import Judge, chord_squared, haul_m, is_within
from bench.materials import UNACCEPTED
from bench.world import World
from exchange.matching.core.weights import Weights

Answer = list[tuple[int, int, int]]
"""Row of the other listing, score, metres; best first, ties by row."""
MOST = 20


@dataclass(frozen=True, slots=True)
class Scan:
    """The live rows, contiguous, with the numbers that they have in the tables."""

    judge: Judge
    offers: Offers
    offer_rows: Column
    needs: Needs
    need_rows: Column
    nodes: tuple[Column, ...]
    """Those of the needs, each third of them contiguous."""

    @classmethod
    def of(cls, world: World, weights: Weights) -> "Scan":
        """Copy what is live; its time is not counted."""
        offers, needs = world.offers.live, world.needs.live
        judge = Judge.under(world.materials, weights)
        wanting = remaining(world.needs.take(needs))
        nodes = tuple(np.ascontiguousarray(wanting.nodes[:, column]) for column in range(3))
        return cls(judge, world.offers.take(offers), offers, wanting, needs, nodes)

    def best_offers(self, need: Needs, most: int = MOST) -> Answer:
        """The best offers for a need that is one row."""
        remoteness = self.judge.materials.remoteness[need.nodes[0]].min(axis=0)
        rows = np.flatnonzero((remoteness < UNACCEPTED).take(self.offers.material))
        rows, haul = _near(self.offers, need, rows)
        fits = self.judge.fits(offers := self.offers.take(rows), need)
        rows, haul, offers = rows[fits], haul[fits], offers.take(fits)
        score = self.judge.points(offers, need, remoteness[offers.material], haul)
        return _ranked(self.offer_rows[rows], score, haul, most)

    def best_needs(self, offer: Offers) -> Answer:
        """The best needs for an offer of one row."""
        return self.served_needs(offer, MOST)

    def served_needs(self, offer: Offers, most: int | None = None) -> Answer:
        """All needs that an offer of one row serves, or the best of them."""
        remoteness = self.judge.materials.remoteness[:, offer.material[0]]
        is_accepted = remoteness < UNACCEPTED
        first, second, third = (is_accepted.take(nodes, mode="wrap") for nodes in self.nodes)
        rows = np.flatnonzero(first | second | third)
        rows, haul = _near(self.needs, offer, rows)
        fits = self.judge.fits(offer, needs := self.needs.take(rows))
        rows, haul, needs = rows[fits], haul[fits], needs.take(fits)
        closest = remoteness[needs.nodes].min(axis=1)
        score = self.judge.points(offer, needs, closest, haul)
        return _ranked(self.need_rows[rows], score, haul, len(rows) if most is None else most)


def remaining(needs: Needs) -> Needs:
    """What is still wanted of each."""
    return replace(needs, wanted_g=needs.wanted_g - needs.covered_g, covered_g=np.zeros_like(needs.covered_g))


def _near(many: Offers | Needs, one: Offers | Needs, rows: Column) -> tuple[Column, Column]:
    """The rows within reach, and their hauls in metres."""
    chord = chord_squared((many.ux[rows], many.uy[rows], many.uz[rows]), (one.ux, one.uy, one.uz))
    within = is_within(chord, many.reach_km[rows], one.reach_km)
    return rows[within], haul_m(chord[within])


def _ranked(rows: Column, score: Column, haul: Column, most: int) -> Answer:
    """Score and row in one whole number, so that ties need no second look."""
    key = (1000 - score) << 40 | rows
    best = np.argpartition(key, most)[:most] if 0 < most < len(key) else np.arange(len(key))
    best = best[np.argsort(key[best])]
    return list(zip(rows[best].tolist(), score[best].tolist(), haul[best].tolist(), strict=True))
