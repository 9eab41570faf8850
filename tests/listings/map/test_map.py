"""The map beside a search counts what the list shows, from public areas alone."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.accounts.models import Site
from exchange.kernel.place import Place, haul_km, place_of_plane
from exchange.listings.cells import cell_centre_m
from exchange.listings.map.areas import areas, grouped
from exchange.listings.search.totals import Cluster
from tests import makers
from tests.makers import ROUBAIX

SEARCHES = (
    "/search",
    "/search?kind=need",
    "/search?material=wood",
    "/search?q=palettes",
    "/search?near=59350&within=5",
)


@pytest.fixture
def lots(brewhouse: Site, farmyard: Site) -> None:
    """Three around Lille and two around Roubaix."""
    for _ in range(3):
        makers.a_lot(brewhouse, "food.spent_grain")
    makers.a_lot(farmyard, "wood.pallets.epal", title="Palettes Europe")
    makers.a_lot(farmyard, "wood.beams")
    makers.a_need(farmyard, "food.spent_grain")


def features(client: FlaskClient, search: str, **more: Any) -> list[dict[str, Any]]:
    address = search.replace("/search", "/search/places.geojson")
    answer = client.get(address, query_string=more or None)
    assert answer.mimetype == "application/geo+json"
    found: list[dict[str, Any]] = answer.get_json()["features"]
    return found


def total(client: FlaskClient, address: str) -> int:
    heading = re.search(r'id="results-heading">(\d+)', client.get(address).get_data(as_text=True))
    assert heading
    return int(heading[1])


@pytest.mark.parametrize("search", SEARCHES)
def test_a_dot_counts_just_what_its_link_lists(client: FlaskClient, lots: None, search: str) -> None:
    found = features(client, search)

    assert found
    for feature in found:
        assert total(client, feature["properties"]["href"]) == feature["properties"]["count"]


@pytest.mark.parametrize("search", SEARCHES)
def test_drawing_words_and_features_say_the_same(client: FlaskClient, lots: None, search: str) -> None:
    html = client.get(search).get_data(as_text=True)
    drawn = {unescape(href) for href in re.findall(r'class="map__spot[^>]*href="([^"]+)"', html)}
    told = {unescape(href) for href in re.findall(r'<li><a href="([^"]+)">[^<]+: \d+ (?:lot|need)s?</a>', html)}

    assert drawn == told == {feature["properties"]["href"] for feature in features(client, search)}


def test_all_answers_are_on_the_map_however_far_one_zooms_out(client: FlaskClient, lots: None) -> None:
    near, far = features(client, "/search"), features(client, "/search", zoom=5)

    assert [len(near), len(far)] == [2, 1]
    assert sum(feature["properties"]["count"] for feature in far) == 5
    assert total(client, far[0]["properties"]["href"]) == 5


@pytest.mark.parametrize("zoom", ["x", "-4", "999", "9999999999999999999999"])
def test_a_broken_zoom_still_draws(client: FlaskClient, lots: None, zoom: str) -> None:
    assert sum(f["properties"]["count"] for f in features(client, "/search", zoom=zoom)) == 5


def test_dots_stand_at_the_middle_of_their_area_not_at_the_site(client: FlaskClient, lots: None) -> None:
    centre = place_of_plane(*cell_centre_m(ROUBAIX))
    roubaix = next(f for f in features(client, "/search") if f["properties"]["count"] == 2)
    lon, lat = roubaix["geometry"]["coordinates"]

    assert haul_km(Place(lat, lon), centre) < 0.01
    assert haul_km(Place(lat, lon), ROUBAIX) > 0.1


def test_cells_that_bear_one_name_are_one_dot() -> None:
    cells = [Cluster("Lille", (2500.0, 2500.0), 2), Cluster("Lille", (2500.0, -2500.0), 5), Cluster("", (9e5, 9e5), 7)]

    (lille,) = areas(cells)

    assert (lille.town.name, lille.count, lille.centre_m) == ("Lille", 7, (2500.0, -2500.0))
    assert [group.count for group in grouped([lille], zoom=3)] == [7]


def test_what_is_outside_the_map_is_told(client: FlaskClient, lots: None, brewery: Any) -> None:
    makers.a_lot(makers.a_site(brewery, Place(57.1, -2.1), name="Aberdeen"))

    assert "1 more is outside the map." in client.get("/search").get_data(as_text=True)


def test_leaflet_is_only_named_never_loaded_before_somebody_asks(client: FlaskClient, lots: None) -> None:
    html = client.get("/search").get_data(as_text=True)

    assert 'data-leaflet="/static/vendor/leaflet.js' in html
    assert not re.search(r'(?:src|href)="[^"]*leaflet', html)


def test_tiles_come_only_from_where_the_operator_says(app: Flask, client: FlaskClient, lots: None) -> None:
    assert "tile" not in client.get("/search").headers["Content-Security-Policy"]
    app.config["MAP_TILES"] = "https://{s}.tile.example/{z}/{x}/{y}.png"
    try:
        answer = client.get("/search")
    finally:
        app.config["MAP_TILES"] = ""

    assert "img-src 'self' data: blob: https://*.tile.example;" in answer.headers["Content-Security-Policy"]
    assert 'data-tiles="https://{s}.tile.example/{z}/{x}/{y}.png"' in answer.get_data(as_text=True)


def test_a_map_draws_the_towns_next_door(client: FlaskClient, lots: None) -> None:
    assert client.get("/maps/territory.svg").get_data(as_text=True).count("h0") > 100
    assert "#towns" in client.get("/search").get_data(as_text=True)
