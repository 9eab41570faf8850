from decimal import Decimal

import pytest
from flask_babel import force_locale

from exchange.catalogue import service, shown
from tests.makers import MONDAY


@pytest.fixture(autouse=True)
def loaded(session):
    """The catalogue is there."""
    service.load(at=MONDAY)


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_anyone_reads_the_tree_and_finds_by_words(client, language):
    page = client.get(f"/materials?q=drêche&lang={language}")

    assert page.status_code == 200
    assert "/materials/food.spent_grain" in page.text
    assert "/materials/mixed.sludge" in page.text


def test_a_material_shows_its_words_codes_and_figures_with_their_source(client):
    page = client.get("/materials/metal.steel?lang=en").text

    assert "Staal" in page
    assert "17 04 05" in page
    assert "ADEME Base Carbone" in page


def test_no_factor_is_said_and_never_shown_as_zero(client):
    page = client.get("/materials/mixed.pcb?lang=en").text

    assert "No factor" in page


def test_an_unknown_material_is_nothing_here(client):
    assert client.get("/materials/no.such_thing").status_code == 404


def test_the_sources_page_names_every_licence(client):
    page = client.get("/sources?lang=en").text

    assert "Licence Ouverte" in page
    assert "Open Government Licence" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", ["pièce", "pièces", "m²"]), ("nl", ["stuk", "stuks", "m²"]), ("en", ["piece", "pieces", "m²"])],
)
def test_units_are_named_as_the_language_counts_them(session, language, said):
    with force_locale(language):
        assert [shown.unit("unit", Decimal("0.5")), shown.unit("unit", Decimal("1.5")), shown.unit("m2", 3)] == said
        assert shown.unit("furlong") == "furlong"
