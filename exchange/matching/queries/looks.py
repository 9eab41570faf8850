"""Which squares to look into, for which materials and kinds, in which order (core/squares.py)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.place import planar_m
from exchange.matching.core.kinds import REACHES_KM, Span, Spans
from exchange.matching.core.squares import ACROSS, SIDES_M, Squares, level_of, squares_about
from exchange.matching.queries.candidates import Asking, Shelf

Rings = Mapping[tuple[Span, int], float]
"""How far to read what stands under these nodes and is of this kind, in planar metres."""


_NODES = 2**20
"""More than a material tree has numbers."""
_ALL_KINDS = -1
"""Every bit of the mask."""
_LEVEL_OF_CLASS = tuple(level_of(km) for km in REACHES_KM)


def fits_squares(kind: int, radius_m: float) -> bool:
    """Whether a kind can be read square by square as far as this."""
    return radius_m <= ACROSS * SIDES_M[_level(kind)]


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks into the B-tree, nearest square first: its number, an interval of first numbers, a mask of kinds."""

    squares: NDArray[np.int64]
    firsts: NDArray[np.int64]
    ends: NDArray[np.int64]
    kinds: NDArray[np.int64]
    least_m: NDArray[np.float64]

    @property
    def keys(self) -> NDArray[np.int64]:
        """One number for each."""
        return self.squares * _NODES + self.firsts

    def without(self, done: NDArray[np.int64]) -> "Looks":
        """Those that are not done."""
        if not len(done):
            return self
        which = np.flatnonzero(~np.isin(self.keys, done))
        return Looks(self.squares[which], self.firsts[which], self.ends[which], self.kinds[which], self.least_m[which])

    def arguments(self) -> dict[str, str]:
        """As arrays that PostgreSQL reads."""
        cells = {"squares": self.squares, "firsts": self.firsts, "ends": self.ends, "kinds": self.kinds}
        return {name: "{" + ",".join(map(str, cell.tolist())) + "}" for name, cell in cells.items()}


_Part = tuple[Squares, Span, NDArray[np.int64]]


def are_few(radius_m: float) -> bool:
    """Whether the squares within a radius can be looked into one by one, even the smallest."""
    return radius_m <= ACROSS * SIDES_M[0]


def every_look(shelf: Shelf, asking: Asking, spans: Spans, radius_m: float) -> Looks:
    """Of all kinds, as far as a radius; below zero, none."""
    if radius_m < 0:
        return _looks([])
    point, starts = planar_m(asking.place), [start for span in spans for start in shelf.starts(span)]
    levels = [squares_about(point, radius_m, level) for level in range(len(SIDES_M))]
    return _looks([(part, start, np.full(len(part.numbers), _ALL_KINDS)) for part in levels for start in starts])


def ringed(shelf: Shelf, asking: Asking, rings: Rings) -> Looks:
    """As far as each kind is wanted, the most promising first: by their share of the way."""
    return _looks(list(_ringed_parts(shelf, asking, rings)))


def _ringed_parts(shelf: Shelf, asking: Asking, rings: Rings) -> Iterator[_Part]:
    point = planar_m(asking.place)
    for level in range(len(SIDES_M)):
        of_level = {which: radius_m for which, radius_m in rings.items() if _level(which[1]) == level}
        if not of_level:
            continue
        squares = squares_about(point, max(of_level.values()), level)
        for span in {span for span, _ in of_level}:
            masks = _masks(squares.least_m, [(m, 1 << kind) for (under, kind), m in of_level.items() if under == span])
            which = np.flatnonzero(masks)
            widest_m = max(m for (under, _), m in of_level.items() if under == span)
            part = Squares(squares.numbers[which], squares.least_m[which] / max(widest_m, 1.0))
            yield from ((part, start, masks[which]) for start in shelf.starts(span))


def _looks(parts: Sequence[_Part]) -> Looks:
    sizes = [len(squares.numbers) for squares, _, _ in parts]
    least_m = np.concatenate([np.empty(0), *(squares.least_m for squares, _, _ in parts)])
    order = np.argsort(least_m, kind="stable")
    none = np.empty(0, np.int64)
    return Looks(
        np.concatenate([none, *(squares.numbers for squares, _, _ in parts)])[order],
        np.repeat([first for _, (first, _), _ in parts], sizes)[order] if sizes else none,
        np.repeat([end for _, (_, end), _ in parts], sizes)[order] if sizes else none,
        np.concatenate([none, *(masks for _, _, masks in parts)])[order],
        least_m[order],
    )


def _masks(least_m: NDArray[np.float64], kinds: Sequence[tuple[float, int]]) -> NDArray[np.int64]:
    """For each distance the kinds that are read so far, as bits."""
    ascending = sorted(kinds)
    beyond = np.append(np.bitwise_or.accumulate([bit for _, bit in reversed(ascending)])[::-1], 0)
    masks: NDArray[np.int64] = beyond[np.searchsorted([radius_m for radius_m, _ in ascending], least_m)]
    return masks


def _level(kind: int) -> int:
    return _LEVEL_OF_CLASS[kind % len(REACHES_KM)]
