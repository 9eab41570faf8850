"""However often a stranger searches, the answers tell the area of five kilometres and nothing finer."""

import re
from html import unescape
from itertools import product

import numpy as np
import pytest
from flask.testing import FlaskClient

from exchange.accounts.models import Business
from exchange.kernel.place import Place, haul_km, place_of_plane, planar_m
from exchange.kernel.territory import territory
from exchange.listings.cells import CELL_M
from exchange.listings.search.criteria import WITHIN_KM
from tests import makers

CLOSEST_KM = 2.5
SEARCHES = 500
INSET_M = 10
"""Of the corners of the cell, so that they are inside it."""
CORNERS = [(east, north) for east, north in product((INSET_M, CELL_M - INSET_M), repeat=2)]
CELL = (5000.0, -10_000.0)
"""The lower left corner of an area of the territory, in planar metres."""


@pytest.fixture
def corners(brewery: Business) -> dict[str, Place]:
    """A lot in each corner of one cell, as far apart as two sites of a cell can be."""
    places = {f"Corner {n}": place_of_plane(CELL[0] + x, CELL[1] + y) for n, (x, y) in enumerate(CORNERS)}
    for title, place in places.items():
        makers.a_lot(makers.a_site(brewery, place, name=title), title=title, is_anonymous=True)
    return places


def answers(client: FlaskClient, address: str) -> dict[str, float]:
    """Titles and the kilometres beside them."""
    html = client.get(address).get_data(as_text=True)
    cards = re.findall(r'card__title"><a [^>]*>([^<]+)</a>.*?card__place">(.*?)</p>', html, re.DOTALL)
    return {unescape(title): float(re.findall(r"([\d.]+).km", place)[-1]) for title, place in cards}


def searches() -> list[tuple[str, Place]]:
    """Every commune as a starting point, with each distance and none, nearest first."""
    starts = sorted(territory().communes.values(), key=lambda commune: haul_km(commune.place, territory().centre))
    asked = [(c, km) for c, km in product(starts, (*WITHIN_KM, None))][:SEARCHES]
    return [(f"/search?near={c.code}&sort=nearest" + (f"&within={km}" if km else ""), c.place) for c, km in asked]


def guessed(measured: list[tuple[Place, float]]) -> Place:
    """Where the circles meet best: Gauss-Newton on the plane from the middle of the measuring points."""
    points = np.array([planar_m(place) for place, _ in measured])
    apart = np.array([km * 1000 for _, km in measured])
    here = points.mean(axis=0)
    for _ in range(50):
        away = here - points
        far = np.maximum(np.hypot(*away.T), 1.0)
        here = here - np.linalg.lstsq(away / far[:, None], far - apart, rcond=None)[0]
    return place_of_plane(*map(float, here))


@pytest.mark.slow
def test_five_hundred_searches_get_no_closer_than_two_and_a_half_kilometres(
    client: FlaskClient, corners: dict[str, Place]
) -> None:
    measured: dict[str, list[tuple[Place, float]]] = {title: [] for title in corners}
    asked = searches()
    for address, start in asked:
        found = answers(client, address)
        assert len(set(found.values())) <= 1, f"{address} tells lots of one area apart"
        assert found.keys() in (set(), corners.keys()), f"{address} cuts through an area"
        for title, km in found.items():
            measured[title].append((start, km))

    assert len(asked) == SEARCHES
    for title, place in corners.items():
        assert len(measured[title]) > 100
        assert haul_km(guessed(measured[title]), place) > CLOSEST_KM


def test_a_hundred_lots_at_one_place_are_one_point(client: FlaskClient, brewery: Business) -> None:
    site = makers.a_site(brewery)
    lots = [makers.a_lot(site, title=f"Lot {number}") for number in range(100)]

    (feature,) = client.get("/search/places.geojson").get_json()["features"]
    maps = {_dot(client.get(f"/offers/{lot.id}").get_data(as_text=True)) for lot in lots[:10]}

    assert feature["properties"]["count"] == 100
    assert len(feature["properties"]["cells"]) == 1
    assert len(maps) == 1


def _dot(html: str) -> tuple[str, ...]:
    """Where the one dot of a lot's page stands, and what it says."""
    found = re.search(r'map__spot[^>]*aria-label="([^"]+)".*?<circle cx="(\d+)" cy="(\d+)"', html)
    assert found
    return found.groups()
