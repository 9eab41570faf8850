"""What stands in the public areas of a search: counted by the town they are named after, never finer than a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from exchange.kernel.place import Place, place_of_plane
from exchange.kernel.territory import Commune, territory
from exchange.listings.cells import CELL_M
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.totals import Cluster

CLOSEST_ZOOM = 10
"""From here on an area of 5 km is 50 pixels wide and stands alone; each step out doubles how many share a dot."""
WIDEST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Area:
    """Listings around one town: how many, and the middle of each cell that bears its name, the fullest first."""

    town: Commune
    count: int
    cells_m: Sequence[tuple[float, float]]

    @property
    def centre_m(self) -> tuple[float, float]:
        """The middle of its fullest cell, in planar metres."""
        return self.cells_m[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring areas that one dot stands for, the fullest first."""

    areas: Sequence[Area]

    @property
    def count(self) -> int:
        """Listings in all of them."""
        return sum(area.count for area in self.areas)

    @property
    def place(self) -> Place:
        """Where the dot stands: the middle of the areas, each weighing as much as it holds."""
        x, y = (sum(area.centre_m[axis] * area.count for area in self.areas) / self.count for axis in (0, 1))
        return place_of_plane(x, y)

    @property
    def towns(self) -> tuple[Commune, ...]:
        """The towns whose names the areas bear."""
        return tuple(area.town for area in self.areas)


def areas(clusters: Iterable[Cluster]) -> list[Area]:
    """Cells by the town whose name they bear, so that a dot counts just what the search around the town lists.

    Cells that bear no town's name are left out: nothing could be asked for by it.
    """
    by_town = sorted((cluster for cluster in clusters if cluster.name), key=lambda cluster: cluster.name)
    named = {commune.name: commune for commune in reversed(list(territory().communes.values()))}
    found = []
    for name, cells in groupby(by_town, key=lambda cluster: cluster.name):
        fullest = sorted(cells, key=lambda cell: (-cell.count, cell.centre_m))
        if name in named:
            found.append(Area(named[name], sum(c.count for c in fullest), [c.centre_m for c in fullest]))
    return sorted(found, key=lambda area: (-area.count, area.town.name))


def grouped(found: Sequence[Area], zoom: int) -> list[Group]:
    """Areas as dots for a zoom of web maps (0 the world): two by two, four by four … cells share one, by a fixed grid.

    The grid does not move with the view, so that a dot means the same wherever one looks; one square has the plane's
    centre in its middle, so that a town there is not cut in four.
    """
    side_m = CELL_M * 2 ** max(0, min(WIDEST_STEPS, CLOSEST_ZOOM - zoom))
    squares: dict[tuple[float, float], list[Area]] = {}
    for area in found:
        x, y = ((metres + side_m / 2) // side_m for metres in area.centre_m)
        squares.setdefault((x, y), []).append(area)
    return sorted((Group(members) for members in squares.values()), key=lambda group: -group.count)


def around(criteria: Criteria, towns: tuple[Commune, ...]) -> Criteria:
    """The same search, in the areas of these towns only."""
    return criteria.without(communes=towns)


def outline(centre_m: tuple[float, float]) -> list[Place]:
    """The corners of a cell, clockwise from the upper left, the first again at the end."""
    (x, y), half = centre_m, CELL_M / 2
    steps = ((-1, 1), (1, 1), (1, -1), (-1, -1), (-1, 1))
    return [place_of_plane(x + east * half, y + north * half) for east, north in steps]
