"""The public place of a listing: the middle of a fixed cell of five kilometres, never the site itself.

Fixed cells, not noise: however often somebody asks, and from wherever distances are measured, the answer is the
same point, so that many searches together tell no more than one.
"""

from functools import lru_cache
from math import floor, hypot
from typing import NamedTuple

from exchange.kernel.place import EARTH_RADIUS_KM, Place, place_of_plane, planar_m
from exchange.kernel.territory import territory

CELL_M = 5000.0
_RIM_M = 2000.0 * EARTH_RADIUS_KM - 1
"""A metre inside the plane's disc: by the antipode of its centre, cells reach beyond what there is of the globe."""


def cell_centre_m(place: Place) -> tuple[float, float]:
    """The middle of the place's cell on the planar map, in metres east and north of its centre."""
    x, y = planar_m(place)
    return (floor(x / CELL_M) + 0.5) * CELL_M, (floor(y / CELL_M) + 0.5) * CELL_M


def around(place: Place) -> Place:
    """Where a member's listing is taken to stand by all that others can ask of it, search and matching alike: the
    middle of its cell. Exact distances, told for enough places, would tell the site.
    """
    return middle(cell_centre_m(place))


@lru_cache(maxsize=4096)
def middle(centre_m: tuple[float, float]) -> Place:
    """The place of a cell's middle (``cell_centre_m``)."""
    x, y = centre_m
    inside = min(1.0, _RIM_M / hypot(x, y))
    return place_of_plane(inside * x, inside * y)


@lru_cache(maxsize=4096)
def cell_name(centre_m: tuple[float, float]) -> str:
    """The town that all lots of a cell are said to be around: the largest inside, or else the nearest to the middle.

    Empty where no known commune is near, as for registers of other countries.
    """
    inside = [town for town in _towns() if max(abs(town.x_m - centre_m[0]), abs(town.y_m - centre_m[1])) <= CELL_M / 2]
    if inside:
        return max(inside, key=lambda town: (town.population, -town.apart_m(centre_m))).name
    nearest = min(_towns(), key=lambda town: town.apart_m(centre_m))
    return nearest.name if nearest.apart_m(centre_m) <= 2 * CELL_M else ""


def cell_place(centre_m: tuple[float, float]) -> Place | None:
    """Where on the globe the named town of a cell stands, for the map; None for cells without one."""
    name = cell_name(centre_m)
    return next((c.place for c in territory().communes.values() if c.name == name), None)


class _Town(NamedTuple):
    name: str
    x_m: float
    y_m: float
    population: int

    def apart_m(self, point: tuple[float, float]) -> float:
        return hypot(self.x_m - point[0], self.y_m - point[1])


@lru_cache(maxsize=1)
def _towns() -> tuple[_Town, ...]:
    return tuple(_Town(c.name, *planar_m(c.place), c.population or 0) for c in territory().communes.values())
