"""Distance, reach and the plane that preselects."""

import doctest
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange.kernel import place as module
from exchange.kernel.place import (
    EARTH_RADIUS_KM,
    PLANE_CENTRE,
    Place,
    chord_squared_limit,
    circle_radius_m,
    haul_km,
    is_within,
    planar_m,
    unit_vector,
)

EUROPE = st.builds(Place, st.floats(34, 72), st.floats(-25, 45))
GLOBE = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))
REACH = st.floats(0, 1500)
LERWICK, GIBRALTAR = Place(60.155, -1.145), Place(36.14, -5.35)


def haversine_km(a: Place, b: Place) -> float:
    """Another road to the same figure."""
    dphi, dlam = math.radians(b.lat - a.lat), math.radians(b.lon - a.lon)
    cosines = math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat))
    h = math.sin(dphi / 2) ** 2 + cosines * math.sin(dlam / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def planar_distance_m(a: Place, b: Place) -> float:
    return math.dist(planar_m(a), planar_m(b))


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.inf)])
def test_a_place_off_the_globe_is_refused(lat, lon):
    with pytest.raises(ValueError, match="No such place"):
        Place(lat, lon)


def test_places_with_equal_degrees_are_equal():
    assert Place(50.0, 3.0) == Place(50.0, 3.0)
    assert hash(Place(50.0, 3.0)) == hash(Place(50.0, 3.0))


@given(GLOBE)
def test_the_unit_vector_has_length_one(place):
    assert math.hypot(*unit_vector(place)) == pytest.approx(1.0, abs=1e-15)


@given(EUROPE, EUROPE)
def test_the_haul_equals_the_haversine_to_a_tenth_of_a_millimetre(a, b):
    assert haul_km(a, b) == pytest.approx(haversine_km(a, b), abs=1e-7)
    assert haul_km(a, b) == haul_km(b, a)


@given(EUROPE, EUROPE, REACH)
def test_reach_and_haul_agree(a, b, reach_km):
    if abs(haul_km(a, b) - reach_km) > 1e-9:
        assert is_within(a, b, reach_km) == (haul_km(a, b) <= reach_km)


def test_a_site_reaches_itself_with_no_reach_at_all():
    assert is_within(PLANE_CENTRE, PLANE_CENTRE, 0)


def test_half_the_way_round_reaches_everything():
    assert is_within(Place(90, 0), Place(-90, 0), math.pi * EARTH_RADIUS_KM)


@given(REACH, REACH)
def test_a_longer_reach_never_allows_less(shorter, longer):
    shorter, longer = sorted((shorter, longer))
    assert chord_squared_limit(shorter) <= chord_squared_limit(longer)


@pytest.mark.parametrize("reach_km", [-1.0, math.nan])
def test_a_reach_below_zero_is_refused(reach_km):
    with pytest.raises(ValueError, match="reach"):
        chord_squared_limit(reach_km)
    with pytest.raises(ValueError, match="reach"):
        circle_radius_m(PLANE_CENTRE, reach_km)


@given(EUROPE, EUROPE, REACH)
@example(LERWICK, GIBRALTAR, 2700.0)
@example(LERWICK, Place(58.2, -6.4), 380.0)
def test_the_planar_circle_holds_everything_within_reach(a, b, reach_km):
    if is_within(a, b, reach_km):
        assert planar_distance_m(a, b) <= circle_radius_m(a, reach_km)


@given(GLOBE, GLOBE, st.floats(0, 20_000))
@example(Place(-50.63, -176.94), PLANE_CENTRE, 20_000.0)
def test_the_planar_circle_holds_everything_within_reach_anywhere(a, b, reach_km):
    if is_within(a, b, reach_km):
        assert planar_distance_m(a, b) <= circle_radius_m(a, reach_km)


@given(EUROPE, st.floats(0, 2 * math.pi), st.floats(1, 300), st.floats(1e-9, 1e-3))
def test_the_very_edge_of_the_reach_lies_in_the_circle(a, bearing, reach_km, inside):
    edge = destination(a, bearing, reach_km * (1 - inside))
    assert is_within(a, edge, reach_km)
    assert planar_distance_m(a, edge) <= circle_radius_m(a, reach_km)


@given(st.builds(Place, st.floats(50.3, 51.0), st.floats(2.5, 3.6)), st.floats(1, 150))
def test_around_lille_the_circle_is_hardly_larger_than_the_reach(place, reach_km):
    assert circle_radius_m(place, reach_km) <= reach_km * 1000 * 1.0002 + 1


def destination(start: Place, bearing: float, km: float) -> Place:
    """Where one arrives after so many kilometres on a bearing in radians."""
    phi, lam, c = math.radians(start.lat), math.radians(start.lon), km / EARTH_RADIUS_KM
    lat = math.asin(math.sin(phi) * math.cos(c) + math.cos(phi) * math.sin(c) * math.cos(bearing))
    lon = lam + math.atan2(math.sin(bearing) * math.sin(c) * math.cos(phi), math.cos(c) - math.sin(phi) * math.sin(lat))
    return Place(math.degrees(lat), (math.degrees(lon) + 180) % 360 - 180)
