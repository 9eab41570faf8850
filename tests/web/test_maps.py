"""The map: shared edges stay shared, the border is found, names are escaped, spots can be told apart."""

from itertools import combinations
from math import dist
from xml.etree.ElementTree import fromstring

import pytest

from exchange.kernel.territory import territory
from exchange.web.maps import Frame, Neighbour, Outline, Spot, land_svg, map_svg, territory_land, territory_map
from exchange.web.maps.frame import HEIGHT, WIDTH
from exchange.web.maps.places import named, spread

SVG = "{http://www.w3.org/2000/svg}"
WEST = Outline("59001", "Ouest", [[(50.5, 3.0), (50.5, 3.1), (50.6, 3.1), (50.6, 3.0), (50.5, 3.0)]])
EAST = Outline("59002", "L'Est & <b>", [[(50.5, 3.1), (50.5, 3.2), (50.6, 3.2), (50.6, 3.1), (50.5, 3.1)]])
ABROAD = Neighbour("Doornik <i>", 50.55, 3.23, "BE")
LAND = "/maps/territory.svg"


@pytest.fixture
def frame():
    return Frame.around([WEST, EAST])


def spot(label="Lille", count=3, lat=50.55, lon=3.1, kind="offer"):
    return Spot(label, count, f"/search?commune={count}", kind, lat, lon)


def test_the_frame_holds_the_whole_territory_upright_and_true_to_scale(frame):
    corners = [frame.unit(corner) for outline in (WEST, EAST) for corner in outline.rings[0]]
    north, south = frame.unit((50.6, 3.1)), frame.unit((50.5, 3.1))

    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in corners)
    assert north[1] < south[1]
    assert south[1] - north[1] == pytest.approx(11.12 * frame.units_per_km, abs=1)


def test_a_border_is_drawn_only_where_another_country_is_near(frame):
    drawn = fromstring(land_svg(frame, [WEST, EAST], [ABROAD], title="Deux communes"))
    border = drawn.find(f".//{SVG}path[@id='border']").get("d")
    rim = frame.unit((50.5, 3.2))[0]

    assert border.count("M") == 1
    assert border.startswith(f"M{rim} ")


def test_the_edge_between_two_communes_is_never_a_border(frame):
    between = Neighbour("Au milieu", 50.55, 3.1, "BE")
    drawn = fromstring(land_svg(frame, [WEST, EAST], [between], title="Deux communes"))

    assert f"M{frame.unit((50.5, 3.1))[0]} " not in drawn.find(f".//{SVG}path[@id='border']").get("d").replace(
        "l", " l"
    )


def test_names_are_text_and_never_markup(frame):
    land = land_svg(frame, [WEST, EAST], [ABROAD], title="<Deux>")
    page = map_svg(frame, [WEST, EAST], [ABROAD], [spot('"><script>')], land_href=LAND, title="<t>", description="<d>")

    assert fromstring(land).find(f"{SVG}title").text == "<Deux>"
    assert "<script" not in page
    assert "<i>" not in page
    assert fromstring(land).findall(f".//{SVG}path/{SVG}title")[1].text == "L'Est & <b>"


def test_each_spot_is_a_link_that_says_where_and_how_many(frame):
    drawn = map_svg(frame, [WEST, EAST], [], [spot("Lille", 64)], land_href=LAND, title="Carte", description="Où")

    assert 'href="/search?commune=64" aria-label="Lille, 64"' in drawn


def test_spots_at_one_place_stand_side_by_side(frame):
    placed = spread(frame, [spot(f"Commune {count}", count) for count in range(1, 9)])

    gaps = [dist(one[1], two[1]) - one[2] - two[2] for one, two in combinations(placed, 2)]
    assert min(gaps) >= -2


def test_a_name_without_room_is_left_out_and_the_first_given_wins(frame):
    places = [Neighbour("Mouscron", 50.55, 3.24, "BE"), Neighbour("Herseaux", 50.55, 3.24, "BE")]

    assert [name.text for name in named(frame, places, [])] == ["Mouscron"]


def test_no_name_stands_across_the_cut_of_a_phone(frame):
    across = [Neighbour("Lamain-sur-Escaut", 50.55, 3.1 + east / 100, "BE") for east in range(-21, 22)]

    for neighbour in across:
        for name in named(frame, [neighbour], []):
            left, _top, right, _bottom = name.room
            assert right < 820 or left >= 820
            assert right <= 180 or left > 180


def test_an_empty_map_is_a_map(frame):
    assert "map__communes" in map_svg(frame, [WEST], [], [], land_href=LAND, title="Carte", description="Rien")


def test_the_territory_served_is_small_enough_to_send_and_holds_every_commune():
    land = territory_land()
    paths = fromstring(land).findall(f".//{SVG}g[@id='communes']/{SVG}path")

    assert {path.get("id") for path in paths} == {f"c{code}" for code, _ in territory().outlines}
    assert len(land) < 40_000
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in land


def test_a_spot_in_every_commune_keeps_a_result_page_light():
    inside = [commune for commune in territory().communes.values() if commune.inside]
    spots = [spot(c.name, count, c.place.lat, c.place.lon) for count, c in enumerate(inside, start=1)]

    drawn = territory_map(spots, land_href=LAND, title="Carte", description="Partout")

    assert drawn.count("<a ") == len(inside)
    assert len(drawn) < 25_000


def test_the_landmarks_of_the_territory_are_places_it_knows():
    assert [code for code in territory().landmarks if code not in territory().communes] == []
