"""Words first: a few words fill the form in, nothing that somebody typed is lost, and who would match is told."""

import re
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel import clock
from exchange.listings.models import ListingDraft, ListingState, Offer
from exchange.matching.service import keeping
from tests import makers
from tests.listings import typed
from tests.makers import enter, send


@pytest.fixture
def at_the_form(client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    enter(client, anna, brewery)
    session.commit()
    return client


def fill(client: FlaskClient, kinds: str = "offers", **fields: Any) -> str:
    answer = send(client, f"/{kinds}/filling", **{"draft_id": str(uuid4()), **fields})
    assert answer.status_code == 200
    return str(answer.text)


def value(page: str, name: str) -> str:
    """What a text field of the page holds."""
    field = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)
    assert field, name
    found = re.search(r'value="([^"]*)"', field[0])
    return found[1] if found else ""


def chosen(page: str, name: str) -> list[str]:
    """What is ticked or selected under a name."""
    ticked = [
        re.search(r'value="([^"]*)"', one)[1]  # type: ignore[index] # a choice without a value is a fault
        for one in re.findall(rf'<input[^>]*\bname="{name}"[^>]*>', page)
        if "checked" in one
    ]
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    return ticked + (re.findall(r'<option selected value="([^"]*)"', select[0]) if select else [])


def test_a_few_words_fill_the_form_in(at_the_form: FlaskClient, session: Session) -> None:
    page = fill(at_the_form, words="organic cotton offcuts 300 kg")

    assert value(page, "title") == "Organic cotton offcuts"
    assert value(page, "material_words") == "organic cotton offcuts"
    assert chosen(page, "material_code") == ["textile.cotton.offcuts"]
    assert (value(page, "quantity"), chosen(page, "unit")) == ("300", ["kg"])
    assert value(page, "waste_code") == "04 02 22"
    assert session.scalar(sa.select(sa.func.count()).select_from(Offer)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(ListingDraft)) == 0


@pytest.mark.parametrize(
    ("language", "words", "code", "quantity", "unit"),
    [
        ("fr", "chutes de coton bio 300 kg", "textile.cotton.offcuts", "300", "kg"),
        ("fr", "drêches de brasserie 2,5 tonnes", "food.spent_grain", "2,5", "t"),
        ("nl", "bierbostel 1,5 ton", "food.spent_grain", "1,5", "t"),
        ("en", "40 EPAL pallets", "wood.pallets.epal", "40", "unit"),
    ],
)
def test_words_of_every_language(
    at_the_form: FlaskClient, language: str, words: str, code: str, quantity: str, unit: str
) -> None:
    at_the_form.get(f"/?lang={language}")
    answer = send(at_the_form, f"/offers/filling?lang={language}", draft_id=str(uuid4()), words=words)

    assert chosen(answer.text, "material_code") == [code]
    assert (value(answer.text, "quantity"), chosen(answer.text, "unit")) == (quantity, [unit])


def test_what_was_typed_stays(at_the_form: FlaskClient, brewhouse: Site) -> None:
    mine = typed.a_lot(brewhouse, title="Mine", quantity="7", unit="m3", description="Wet", packaging="Vat")
    page = fill(at_the_form, **{**mine, "words": "cotton offcuts 300 kg"})

    assert value(page, "title") == "Mine"
    assert (value(page, "quantity"), chosen(page, "unit")) == ("7", ["m3"])
    assert chosen(page, "material_code") == ["food.spent_grain"]
    assert value(page, "packaging") == "Vat"
    assert "Wet" in page


def test_other_words_replace_what_words_put_there_and_nothing_else(at_the_form: FlaskClient) -> None:
    draft_id = str(uuid4())
    first = {"title": "Cotton", "material_words": "cotton", "quantity": "5", "unit": "t", "packaging": "Boxes"}
    page = fill(
        at_the_form, draft_id=draft_id, words="cotton offcuts 300 kg", words_read="cotton 5 t", **first,
    )  # fmt: skip

    assert value(page, "title") == "Cotton offcuts"
    assert (value(page, "quantity"), chosen(page, "unit")) == ("300", ["kg"])
    assert value(page, "packaging") == "Boxes"
    assert value(page, "words_read") == "cotton offcuts 300 kg"
    assert value(page, "draft_id") == draft_id


def test_a_need_is_filled_in_too(at_the_form: FlaskClient) -> None:
    page = fill(at_the_form, "needs", words="spent grain 4 t")

    assert chosen(page, "material_code") == ["food.spent_grain"]
    assert (value(page, "quantity"), chosen(page, "unit")) == ("4", ["t"])


def test_where_the_mass_is_typical_its_source_is_told(at_the_form: FlaskClient) -> None:
    page = fill(at_the_form, words="40 EPAL pallets")

    assert re.search(r"Reckoned with 25 kg for one “piece” \(typical; .+\)\.", page)


def test_words_that_mean_nothing_to_us_are_kept_as_the_title(at_the_form: FlaskClient) -> None:
    page = fill(at_the_form, words="xyzzy")

    assert value(page, "title") == "Xyzzy"
    assert value(page, "material_words") == "xyzzy"
    assert "Textiles and leather" in page, "all families are put before them"


def test_the_site_of_last_time_is_remembered(
    at_the_form: FlaskClient, session: Session, anna: Person, brewery: Business
) -> None:
    makers.a_site(brewery, name="Attic")
    depot = makers.a_site(brewery, name="Zinc depot")
    makers.a_lot(depot, posted_by=anna.id, is_anonymous=True)
    session.commit()

    for kinds in ("offers", "needs"):
        page = at_the_form.get(f"/{kinds}/new").text
        assert chosen(page, "site_id") == [str(depot.id)]
        assert chosen(page, "is_anonymous") == ["y"]


def test_who_would_match_is_told_without_saying_who_it_is(
    at_the_form: FlaskClient, session: Session, farm: Business, farmyard: Site, brewhouse: Site
) -> None:
    for number in range(4):
        makers.a_need(farmyard, title=f"Fodder {number}", is_anonymous=True)
    makers.a_need(brewhouse, title="Our own")
    makers.a_need(farmyard, "wood.pallets.epal", title="Worn racks")
    makers.an_observed_need(farmyard)
    keeping.keep_needs(clock.today())
    gone = makers.a_need(farmyard, title="Taken back")
    keeping.keep_needs(clock.today(), [gone.id])
    gone.state = ListingState.PAUSED
    session.commit()

    page = fill(at_the_form, words="spent grain 300 kg", site_id=str(brewhouse.id), unit="kg")

    assert "4 needs would match at once. The best:" in page
    assert page.count("Fodder ") == 3
    assert "of 1000 points" in page
    assert "Roubaix" in page
    for hidden in (farm.name, "Our own", "Worn racks", "Taken back"):
        assert hidden not in page


def test_a_need_sees_the_lots_that_would_match(
    at_the_form: FlaskClient, session: Session, farmyard: Site, brewhouse: Site
) -> None:
    makers.a_lot(farmyard, title="Fresh grain")
    keeping.keep_offers()
    session.commit()

    page = fill(at_the_form, "needs", words="spent grain 300 kg", site_id=str(brewhouse.id), collects_within_km="30")

    assert "One lot would match at once:" in page
    assert "Fresh grain" in page


def test_where_nobody_matches_or_something_is_open_the_page_says_so(at_the_form: FlaskClient, brewhouse: Site) -> None:
    where = {"site_id": str(brewhouse.id)}

    assert "Nobody matches yet." in fill(at_the_form, words="spent grain 300 kg", **where)
    assert "Say what it is, how much and where." in fill(at_the_form, words="spent grain", **where)


@pytest.mark.parametrize(
    "odd",
    [
        {"legal_status": "waste"}, {"legal_status": "waste", "waste_code": "020304"}, {"legal_status": "x"},
        {"condition": "9"}, {"available_from": "2026-12-02", "available_until": "2026-12-01"},
        {"parting": "minimum", "minimum": "99999999"}, {"parting": "whole"}, {"unit": "tkm"}, {"unit": "m"},
        {"price_kind": "fixed", "price": "10", "price_basis": "per_lot"}, {"quantity": "0.001", "unit": "t"},
        {"price_kind": "fixed", "price": "10000000", "price_basis": "per_lot", "quantity": "0.001"},
    ],
)  # fmt: skip
def test_half_filled_and_odd_forms_are_looked_for_without_a_fault(
    at_the_form: FlaskClient, brewhouse: Site, odd: dict[str, str]
) -> None:
    assert "Who would match?" in fill(at_the_form, **{**typed.a_lot(brewhouse), **odd})
