"""The plane in squares: what stands near is a few squares, and a B-tree reads those fastest.

Who reaches far is worth a look from farther away, and there are fewer of them, so their squares are larger: each
listing stands in one square, whose size goes by its own reach. PostgreSQL derives its number by the same formula
(models/live.py). Squares of a column have numbers in a row, so one look reads a run of them: few looks go far. Squares
only preselect; that each run knows its least distance is what makes it safe to leave one out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exchange.matching.core.kinds import REACHES_KM

SIDES_M = (8000, 16_000, 32_000, 256_000)
WIDEST_KM = (30, 75, 150, REACHES_KM[-1])
"""The widest reach whose listings stand in squares of each side."""
ACROSS = 160
"""Farther than this many sides the columns are too many to look into one by one; no listing reaches so far here."""
_SIDES = np.array(SIDES_M, np.float64)
_INNER, _OUTER = np.array([-1.0, 1.0, 4.0]), np.array([1.0, 4.0, np.inf])
"""Runs end at circles of so many sides: what is near is read before what is far."""
_HALF, _ROW, _LEVEL = 2**13, 2**14, 2**28
"""Squares each way from the plane's origin, beyond its edge; squares in a row; numbers of one side."""
_BORDER_M = 0.01
"""For the rounding of metres at the border of two squares."""


def level_of(widest_km: int) -> int:
    """Which side of square a class of reach has."""
    return next(level for level, km in enumerate(WIDEST_KM) if widest_km <= km)


def square_sql() -> str:
    """The number of a listing's square, out of its ``place`` and its ``reach_km``."""
    cases = " ".join(f"WHEN reach_km <= {km} THEN {_number_sql(level)}" for level, km in enumerate(WIDEST_KM[:-1]))
    return f"CASE {cases} ELSE {_number_sql(len(SIDES_M) - 1)} END"


def _number_sql(level: int) -> str:
    x, y = (f"floor(place[{axis}] / {SIDES_M[level]})::int" for axis in (0, 1))
    return f"({x} + {_HALF}) * {_ROW} + {y} + {level * _LEVEL + _HALF}"


RUN = np.dtype([("part", "i8"), ("low", "i8"), ("high", "i8"), ("nearest", "i8"), ("least_m", "f8")])
"""Squares of one column one above the other, by number; which of them is nearest, and how far it is at least."""


def runs_about(point: tuple[float, float], radii_m: Any, levels: Any) -> NDArray[np.void]:
    """Runs of squares that hold every place within a radius of a point, both in planar metres, for several radii with
    their levels at once; ``part`` says whose, in ascending order. No square comes twice. A smaller radius shortens
    runs at their far ends or leaves them out: its runs have the ``nearest`` of those that they are part of.
    """
    columns = _columns(point[0], *_rings(np.asarray(radii_m, np.float64), np.asarray(levels, np.int64)))
    low, high = _rows(point[1], columns, columns.half_m(columns.outer_m))
    bottom, top = _rows(point[1], columns, hole := columns.half_m(columns.inner_m))
    is_whole = hole < 0
    whole = np.flatnonzero(is_whole)
    below, above = np.flatnonzero(~is_whole & (low < bottom)), np.flatnonzero(~is_whole & (top < high))
    which = np.concatenate([whole, below, above])
    own = np.floor(point[1] / columns.side_m[whole]).astype(np.int64)
    cells = _Cells(
        low=np.concatenate([low[whole], low[below], top[above] + 1]),
        high=np.concatenate([high[whole], bottom[below] - 1, high[above]]),
        nearest=np.concatenate([own, bottom[below] - 1, top[above] + 1]),
    )
    return _runs(point[1], columns, which, cells, len(whole))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Rows of squares."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    nearest: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns of squares that rings about a point meet."""

    part: NDArray[np.int64]
    base: NDArray[np.int64]
    """The number of a square, but for its row."""
    side_m: NDArray[np.float64]
    inner_m: NDArray[np.float64]
    outer_m: NDArray[np.float64]
    across_m: NDArray[np.float64]
    """From the point to the column, no more."""

    def half_m(self, radius_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far a circle goes up and down in each; below zero where it does not go."""
        squared = radius_m * np.abs(radius_m) - self.across_m * self.across_m
        return np.where(squared >= 0, np.sqrt(np.abs(squared)) + _BORDER_M, -1.0)


_Rings = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]


def _rings(radii_m: NDArray[np.float64], levels: NDArray[np.int64]) -> _Rings:
    """Each radius in rings: whose, its level, from where to where. Nothing is nearer than the innermost."""
    sides = _SIDES[levels]
    inner = np.multiply.outer(_INNER, sides)
    outer = np.minimum(np.multiply.outer(_OUTER, sides), radii_m)
    ring, part = np.nonzero((inner < radii_m) | (inner < 0))
    return part, levels[part], inner[ring, part], outer[ring, part]


def _columns(
    x: float, part: NDArray[np.int64], level: NDArray[np.int64], inner: NDArray[np.float64], outer: NDArray[np.float64]
) -> _Columns:
    sides = _SIDES[level]
    first = np.floor((x - outer - _BORDER_M) / sides).astype(np.int64)
    counts = np.floor((x + outer + _BORDER_M) / sides).astype(np.int64) - first + 1
    ring = np.repeat(np.arange(len(part)), counts)
    number = np.arange(len(ring)) - (np.cumsum(counts) - counts - first)[ring]
    left = number * (side := sides[ring]) - x
    across = np.maximum(np.maximum(left, -side - left) - _BORDER_M, 0.0)
    base = (number + _HALF) * _ROW + (level * _LEVEL + _HALF)[ring]
    return _Columns(part[ring], base, side, inner[ring], outer[ring], across)


def _rows(y: float, columns: _Columns, half_m: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lowest and the highest row that a circle meets in each column."""
    low, high = np.floor((y - half_m) / columns.side_m), np.floor((y + half_m) / columns.side_m)
    return low.astype(np.int64), high.astype(np.int64)


def _runs(y: float, columns: _Columns, which: NDArray[np.int64], cells: _Cells, whole: int) -> NDArray[np.void]:
    """Rows as numbers, ordered by part. The first so many go through the row of the point itself."""
    side, across, base = columns.side_m[which], columns.across_m[which], columns.base[which]
    start = cells.nearest * side - y
    along = np.maximum(np.maximum(start, -side - start) - _BORDER_M, 0.0)
    along[:whole] = 0.0
    runs = np.empty(len(which), RUN)
    runs["part"], runs["low"], runs["high"] = columns.part[which], base + cells.low, base + cells.high
    runs["nearest"], runs["least_m"] = base + cells.nearest, np.sqrt(across * across + along * along)
    return runs[np.argsort(runs["part"], kind="stable")]
