"""The plane in squares: what stands near is a few squares, and a B-tree reads those fastest.

Who reaches far is worth a look from farther away, and there are fewer of them, so their squares are larger: each
listing stands in one square, whose size goes by its own reach. PostgreSQL derives its number by the same formula
(models/live.py). Squares only preselect; that each knows its least distance is what makes it safe to leave one out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exchange.matching.core.kinds import REACHES_KM

SIDES_M = (8000, 16_000, 32_000, 256_000)
WIDEST_KM = (30, 75, 150, REACHES_KM[-1])
"""The widest reach whose listings stand in squares of each side."""
ACROSS = 12
"""Farther than this many sides the squares are too many to look into one by one; no listing reaches so far here."""
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


@dataclass(frozen=True, slots=True)
class Squares:
    """Squares of one side about a point."""

    numbers: NDArray[np.int64]
    least_m: NDArray[np.float64]
    """From the point to the square's nearest place, no more."""


def squares_about(point: tuple[float, float], radius_m: float, level: int) -> Squares:
    """Every square of a level that holds a place within a radius of a point, both in planar metres."""
    (columns, across), (rows, along) = (_strips(where, radius_m, SIDES_M[level]) for where in point)
    squared = np.add.outer(across * across, along * along).ravel()
    within = np.flatnonzero(squared <= radius_m * radius_m)
    numbers = np.add.outer(columns * _ROW, rows).ravel() + (level * _LEVEL + _HALF * _ROW + _HALF)
    return Squares(numbers[within], np.sqrt(squared[within]))


def _strips(where: float, radius_m: float, side_m: int) -> tuple[NDArray[np.int64], Any]:
    """Columns or rows of squares that a radius meets, and how far each is at least on this axis."""
    least, most = where - radius_m - _BORDER_M, where + radius_m + _BORDER_M
    strips = np.arange(int(least // side_m), int(most // side_m) + 1)
    first = strips * float(side_m) - where
    return strips, np.maximum(np.maximum(first, -side_m - first) - _BORDER_M, 0.0)
