"""What comes every week is told by the week, kept by the month, and summed up to the last day."""

from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.catalogue import queries as catalogue
from exchange.listings.forms.stored import offer_answers
from exchange.listings.models import Need, Offer, Rhythm
from tests import makers
from tests.listings import typed
from tests.makers import enter, kg, send

WEEKLY = {"rhythm": "weekly", "quantity": "2", "unit": "t"}
WINTER = {"available_from": "2026-12-01", "available_until": "2027-02-28"}


@pytest.fixture
def browser(client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    return enter(client, anna, brewery)


def posted(browser: FlaskClient, session: Session, site: Site, **changed: str) -> Offer:
    assert send(browser, "/offers", **typed.a_lot(site, **{**WEEKLY, **changed})).status_code == 303
    return session.scalars(select(Offer)).one()


def test_a_weekly_lot_tells_the_week_the_month_and_all_of_it(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = posted(browser, session, brewhouse, **WINTER)

    assert (lot.rhythm, lot.is_weekly, lot.free_kg) == (Rhythm.FLOW, True, Decimal("8666.667"))
    page = browser.get(f"/offers/{lot.id}").text
    assert "2 t a week" in page
    assert "Mass a month" in page
    assert "8.67 t" in page
    assert "26 t" in page, "three whole months"
    assert "2 t a week" in browser.get("/search").text
    assert "2 t a week left" in browser.get("/company").text


def test_without_a_last_day_a_year_is_told(browser: FlaskClient, session: Session, brewhouse: Site) -> None:
    lot = posted(browser, session, brewhouse, available_until="", months="12")

    page = browser.get(f"/offers/{lot.id}").text
    assert "Mass a year" in page
    assert page.count("8.67 t") >= 2, "one month of it is all that a year brings"


def test_its_form_comes_back_as_it_was_told(browser: FlaskClient, session: Session, brewhouse: Site) -> None:
    lot = posted(browser, session, brewhouse, quantity="1.234")

    answers = offer_answers(lot, catalogue.current(), "en")
    assert (answers["rhythm"], answers["quantity"]) == ("weekly", Decimal("1.234"))
    again = typed.a_lot(brewhouse, **{**WEEKLY, "quantity": "1.234", "version": "1"})
    assert send(browser, f"/offers/{lot.id}", **again).status_code == 303
    before = lot.declared_kg
    session.refresh(lot)
    assert lot.declared_kg == before


def test_its_price_is_one_for_what_was_told_and_its_pick_up_may_be_a_month(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    prices = {"price_kind": "fixed", "price": "100", "price_basis": "per_lot"}
    lot = posted(browser, session, brewhouse, parting="minimum", minimum="5", **prices)

    assert (lot.price_eur_per_t, lot.minimum_kg) == (Decimal("50.00"), kg(5000))


def test_a_need_is_told_by_the_week_as_well(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> None:
    enter(client, bram, farm)
    assert send(client, "/needs?lang=en", **typed.a_need(farmyard, **WEEKLY)).status_code == 303

    need = session.scalars(select(Need)).one()
    assert (need.is_weekly, need.wanted_kg) == (True, Decimal("8666.667"))
    assert "2 t a week" in client.get(f"/needs/{need.id}?lang=en").text


def test_what_comes_once_is_not_told_by_the_week(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse)
    lot.is_weekly = True
    with pytest.raises(IntegrityError, match="only_flows_are_weekly"):
        session.flush()
