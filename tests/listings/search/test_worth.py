"""The best first: what a lot says itself before what it is filed under, its name before its text, rare words before
common ones; and one order for answers and for what only comes close."""

import re

import pytest
from flask.testing import FlaskClient

from exchange.accounts.models import Site
from tests import makers


def titles(client: FlaskClient, address: str) -> list[str]:
    html = client.get(address).get_data(as_text=True)
    return re.findall(r'card__title"><a [^>]*>([^<]+)', html)


def lots(site: Site, *some: tuple[str, str, str]) -> None:
    for material, title, description in some:
        makers.a_lot(site, material, title=title, description=description)


def test_its_own_name_comes_before_its_text(client: FlaskClient, brewhouse: Site) -> None:
    lots(brewhouse, ("metal", "Armoire", "livrée avec des planches"), ("wood", "Planches", "livrées avec une armoire"))

    assert titles(client, "/search?q=armoire")[:2] == ["Armoire", "Planches"]


def test_a_material_named_for_sure_comes_before_a_word_dropped_in_a_text(client: FlaskClient, brewhouse: Site) -> None:
    lots(brewhouse, ("food.spent_grain", "Aliment du bétail", "livré sur palettes"), ("wood.pallets", "EPAL 800", ""))

    assert titles(client, "/search?q=palettes")[:2] == ["EPAL 800", "Aliment du bétail"]


def test_all_of_the_words_come_before_some_even_of_the_material_meant(client: FlaskClient, brewhouse: Site) -> None:
    lots(
        brewhouse, ("wood.pallets", "Palettes", ""), ("metal.mixed", "Dévidoir zeppelin pour palettes", ""),
        ("metal.mixed", "Dévidoir", ""),
    )  # fmt: skip

    assert titles(client, "/search?q=devidoir+zeppelin+palettes")[0] == "Dévidoir zeppelin pour palettes"


@pytest.mark.parametrize("kind", ["offer", "need"])
def test_the_rarer_word_counts_more(client: FlaskClient, brewhouse: Site, kind: str) -> None:
    for title in ("Drêches", "Déchets en mélange"):
        if kind == "offer":
            makers.a_lot(brewhouse, "mixed", title=title)
        else:
            makers.a_need(brewhouse, "mixed", title=title)

    assert titles(client, f"/search?kind={kind}&q=déchets+drêches+zeppelin")[0] == "Drêches"


def test_of_equal_lots_the_one_called_as_the_material_comes_first(client: FlaskClient, brewhouse: Site) -> None:
    lots(brewhouse, ("wood.sawdust", "Litière", ""), ("wood.sawdust", "Sciures", ""), ("wood.sawdust", "Résidus", ""))

    assert titles(client, "/search?q=rabotures")[0] == "Sciures"


def test_what_says_more_of_the_words_stands_among_the_answers_marked_as_close(
    client: FlaskClient, brewhouse: Site
) -> None:
    lots(brewhouse, ("retail.bikes", "Antivol", ""), ("mixed", "Guidon chromé", ""))
    html = client.get("/search?q=guidon+de+vélo&lang=en").get_data(as_text=True)
    cards = html.split('<article class="card">')[1:]

    assert ["Guidon chromé" in cards[0], "Antivol" in cards[1]] == [True, True]
    assert ["Close to it" in card for card in cards[:2]] == [True, False]
    assert "1 lot to take" in html


def test_in_any_other_order_what_comes_close_stays_behind(client: FlaskClient, brewhouse: Site) -> None:
    lots(brewhouse, ("retail.bikes", "Antivol", ""), ("mixed", "Guidon chromé", ""))
    html = client.get("/search?q=guidon+de+vélo&sort=newest&lang=en").get_data(as_text=True)

    assert html.index("Antivol") < html.index("Close to it") < html.index("Guidon chromé")


@pytest.mark.parametrize("words", ["de la", "+", "%22", "12", "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o", "-", "œufs"])
def test_words_that_say_little_still_search(client: FlaskClient, brewhouse: Site, words: str) -> None:
    lots(brewhouse, ("food.human.eggs", "Œufs", ""))

    assert client.get(f"/search?q={words}").status_code == 200
