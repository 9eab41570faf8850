"""The public place of a listing: the middle of a fixed cell of five kilometres, never the site itself.

Fixed cells, not noise: however often somebody asks, and from wherever distances are measured, the answer is the
same point, so that many searches together tell no more than one.
"""

from functools import lru_cache
from math import floor

from exchange.kernel.place import Place, planar_m
from exchange.kernel.territory import territory

CELL_M = 5000.0


def cell_centre_m(place: Place) -> tuple[float, float]:
    """The middle of the place's cell on the planar map, in metres east and north of its centre."""
    x, y = planar_m(place)
    return (floor(x / CELL_M) + 0.5) * CELL_M, (floor(y / CELL_M) + 0.5) * CELL_M


@lru_cache(maxsize=4096)
def cell_name(centre_m: tuple[float, float]) -> str:
    """The commune or neighbour nearest to the middle of a cell: all lots of the cell are said to be around it.

    Empty where no known commune is near, as for registers of other countries.
    """
    nearest = min(_towns(), key=lambda town: _apart_m(town[0], centre_m))
    return nearest[1] if _apart_m(nearest[0], centre_m) <= 2 * CELL_M else ""


def cell_place(centre_m: tuple[float, float]) -> Place | None:
    """Where on the globe the named town of a cell stands, for the map; None for cells without one."""
    name = cell_name(centre_m)
    return next((c.place for c in territory().communes.values() if c.name == name), None)


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[tuple[float, float], str], ...]:
    return tuple((planar_m(commune.place), commune.name) for commune in territory().communes.values())


def _apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
