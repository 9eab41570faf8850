"""What a map shows and how degrees become units of the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from exchange.kernel.place import HALF_ROUND_KM

WIDTH, HEIGHT = 1000, 640
"""The drawing's own units. A phone shows the middle square, a wide screen the neighbours on both sides as well."""
MARGIN = 80
"""Land kept free above and below the territory, in units of the drawing."""
KM_PER_DEGREE = HALF_ROUND_KM / 180
"""One degree of latitude on the sphere by which the exchange measures."""

LatLon = tuple[float, float]
Unit = tuple[int, int]


@dataclass(frozen=True)
class Outline:
    """One commune: its official code, its name and its rings of (latitude, longitude) in degrees."""

    code: str
    name: str
    rings: Sequence[Sequence[LatLon]]


@dataclass(frozen=True)
class Neighbour:
    """A place beyond the territory's edge; `country` is an ISO 3166-1 code and tells whether a border lies between."""

    name: str
    lat: float
    lon: float
    country: str


@dataclass(frozen=True)
class Spot:
    """What there is at a place: how many, of which kind (`offer`, `need` or `mixed`), and the page that lists them."""

    label: str
    count: int
    href: str
    kind: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Frame:
    """A plain cylindrical projection true to scale at the middle: within 60 km its error is under the line's width."""

    middle: LatLon
    units_per_km: float

    @classmethod
    def around(cls, outlines: Iterable[Outline]) -> "Frame":
        """The frame that holds every outline with MARGIN units to spare. Raises ValueError when there is none."""
        corners = [corner for outline in outlines for ring in outline.rings for corner in ring]
        south, north = min(lat for lat, _ in corners), max(lat for lat, _ in corners)
        west, east = min(lon for _, lon in corners), max(lon for _, lon in corners)
        middle = (south + north) / 2, (west + east) / 2
        high_km = (north - south) * KM_PER_DEGREE
        wide_km = (east - west) * KM_PER_DEGREE * cos(radians(middle[0]))
        return cls(middle, (HEIGHT - 2 * MARGIN) / max(high_km, wide_km))

    def unit(self, place: LatLon) -> Unit:
        """A place in whole units of the drawing, from the upper left corner; shared edges stay shared."""
        lat, lon = place
        east_km = (lon - self.middle[1]) * KM_PER_DEGREE * cos(radians(self.middle[0]))
        north_km = (lat - self.middle[0]) * KM_PER_DEGREE
        return round(WIDTH / 2 + east_km * self.units_per_km), round(HEIGHT / 2 - north_km * self.units_per_km)

    def corners(self) -> tuple[LatLon, LatLon]:
        """The lower left and the upper right corner of the drawing, to lay it under a map that moves."""
        up = HEIGHT / 2 / self.units_per_km / KM_PER_DEGREE
        aside = WIDTH / 2 / self.units_per_km / KM_PER_DEGREE / cos(radians(self.middle[0]))
        lat, lon = self.middle
        return (lat - up, lon - aside), (lat + up, lon + aside)
