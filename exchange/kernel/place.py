"""Where things are, how far apart, and whether one reaches the other.

One rule decides reach everywhere, here and in SQL: the squared chord between two unit vectors is at most the
squared chord of the reach. The plane only preselects, so its circles are drawn a little too large, never too small.
"""

import math
from dataclasses import dataclass, field

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of GRS 80, Moritz 2000, "Geodetic Reference System 1980"
HALF_ROUND_KM = math.pi * EARTH_RADIUS_KM

UnitVector = tuple[float, float, float]


def _unit_vector(lat: float, lon: float) -> UnitVector:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the globe, in degrees north (−90 to 90) and east (−180 to 180). Raises ValueError outside."""

    lat: float
    lon: float
    unit: UnitVector = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not (-90.0 <= self.lat <= 90.0 and -180.0 <= self.lon <= 180.0):
            raise ValueError(f"No such place: latitude {self.lat}, longitude {self.lon}.")
        object.__setattr__(self, "unit", _unit_vector(self.lat, self.lon))


PLANE_CENTRE = Place(50.63, 3.06)  # Lille: the nearer, the rounder the circles

_CENTRE = PLANE_CENTRE.unit
_EAST = (-math.sin(math.radians(PLANE_CENTRE.lon)), math.cos(math.radians(PLANE_CENTRE.lon)), 0.0)
_NORTH = (
    _CENTRE[1] * _EAST[2] - _CENTRE[2] * _EAST[1],
    _CENTRE[2] * _EAST[0] - _CENTRE[0] * _EAST[2],
    _CENTRE[0] * _EAST[1] - _CENTRE[1] * _EAST[0],
)
_RADIUS_M = EARTH_RADIUS_KM * 1000.0
_WHOLE_PLANE_M = 4.0 * _RADIUS_M  # the sphere's image is a disc of radius 2R: no two points are farther apart
_SLACK_M = 0.01  # a centimetre for the rounding of sines and roots


def unit_vector(place: Place) -> UnitVector:
    """The place as (x, y, z) on the unit sphere: what the database stores to compare chords without trigonometry."""
    return place.unit


def chord_squared(origin: Place, destination: Place) -> float:
    """Squared straight line through the globe, in squared earth radii (0 to 4). Summed in x, y, z order, as in SQL."""
    (ax, ay, az), (bx, by, bz) = origin.unit, destination.unit
    dx, dy, dz = ax - bx, ay - by, az - bz
    return dx * dx + dy * dy + dz * dz


def chord_squared_limit(reach_km: float) -> float:
    """The squared chord that a reach in kilometres allows; infinite from half the way round the globe.

    Raises ValueError for a reach below zero.
    """
    if not reach_km >= 0:
        raise ValueError(f"A reach is zero or more kilometres, not {reach_km}.")
    if reach_km >= HALF_ROUND_KM:
        return math.inf
    chord = 2.0 * math.sin(reach_km / (2.0 * EARTH_RADIUS_KM))
    return chord * chord


def chord_km(squared: float) -> float:
    """Great-circle kilometres under a squared chord; keeps distance and reach on one and the same figure."""
    return 2.0 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(squared) / 2.0))


def haul_km(origin: Place, destination: Place) -> float:
    """Great-circle distance in kilometres. A floor, not a forecast: roads are longer.

    >>> round(haul_km(Place(52.3702, 4.8952), Place(51.9244, 4.4777)), 1)
    57.2
    """
    return chord_km(chord_squared(origin, destination))


def is_within(origin: Place, destination: Place, reach_km: float) -> bool:
    """Whether the haul is at most the reach (kilometres, zero or more); the one rule for SQL and Python alike.

    >>> is_within(Place(50.63, 3.06), Place(50.69, 3.17), 11), is_within(Place(50.63, 3.06), Place(50.69, 3.17), 10)
    (True, False)
    """
    return chord_squared(origin, destination) <= chord_squared_limit(reach_km)


def planar_m(place: Place) -> tuple[float, float]:
    """Metres east and north on Lambert's azimuthal equal-area plane about Lille (Snyder 1987, USGS PP 1395, p. 182).

    >>> [round(metres) for metres in planar_m(Place(50.69, 3.17))]
    [7749, 6677]
    """
    cosine = _dot(place.unit, _CENTRE)
    if cosine <= -1.0 + 1e-15:  # the antipode has no direction; any point of the rim stands for it
        return 2.0 * _RADIUS_M, 0.0
    scale = _RADIUS_M * math.sqrt(2.0 / (1.0 + cosine))
    return scale * _dot(place.unit, _EAST), scale * _dot(place.unit, _NORTH)


def place_of_plane(x_m: float, y_m: float) -> Place:
    """The point of the globe that ``planar_m`` puts at these metres: the way back (Snyder 1987, p. 186).

    Raises ValueError outside the plane's disc.

    >>> back = place_of_plane(*planar_m(Place(50.69, 3.17)))
    >>> round(back.lat, 9), round(back.lon, 9)
    (50.69, 3.17)
    """
    apart_m = math.hypot(x_m, y_m)
    if apart_m == 0:
        return PLANE_CENTRE
    angle = 2.0 * math.asin(apart_m / (2.0 * _RADIUS_M))
    across = math.sin(angle) / apart_m
    x, y, z = (
        math.cos(angle) * c + across * (x_m * e + y_m * n) for c, e, n in zip(_CENTRE, _EAST, _NORTH, strict=True)
    )
    return Place(math.degrees(math.asin(max(-1.0, min(1.0, z)))), math.degrees(math.atan2(y, x)))


def circle_radius_m(place: Place, reach_km: float) -> float:
    """Planar radius in metres of a circle about the place that holds everything within its reach.

    The plane stretches by at most 1 / cos(c / 2) at c radians from its centre, and no point of the way lies
    farther out than the place plus its reach.

    >>> round(circle_radius_m(PLANE_CENTRE, 30), 1)
    30000.1
    """
    if not reach_km >= 0:
        raise ValueError(f"A reach is zero or more kilometres, not {reach_km}.")
    farthest = (haul_km(place, PLANE_CENTRE) + reach_km) / EARTH_RADIUS_KM
    if farthest >= math.pi:
        return _WHOLE_PLANE_M
    return min(_WHOLE_PLANE_M, reach_km * 1000.0 / math.cos(farthest / 2.0) + _SLACK_M)


def _dot(a: UnitVector, b: UnitVector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
