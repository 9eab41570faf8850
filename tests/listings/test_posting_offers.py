"""Posting a lot: one page, no scripts, one transaction."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.journal import queries as journal
from exchange.kernel.jobs import Job
from exchange.listings.models import Account, Cause, ListingState, MassBasis, Offer, StockMovement
from tests import makers
from tests.listings import typed
from tests.makers import enter, send


def only_lot(session: Session) -> Offer:
    return session.scalars(sa.select(Offer)).one()


def test_a_posted_lot_is_a_row_a_ledger_line_a_journal_entry_and_a_job(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    jobs: Callable[[], list[tuple[Job, dict[str, Any]]]],
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, **typed.BY_PRODUCT))

    lot = only_lot(session)
    assert (answer.status_code, answer.location) == (303, f"/offers/{lot.id}")
    assert (lot.state, lot.free_kg, lot.unit, lot.kg_per_unit) == (ListingState.PUBLISHED, 2500, "t", 1000)
    assert lot.legal_answers["tests"]["integral"] == "Every brew leaves it"
    line = session.scalars(sa.select(StockMovement)).one()
    assert (line.source, line.target, line.cause) == (Account.OUTSIDE, Account.FREE, Cause.POSTED)
    assert [entry.verb for entry in journal.history("offer", lot.id)] == ["posted"]
    assert jobs() == [
        (Job.PAIR_OFFER, {"offer_id": str(lot.id)}),
        (Job.WAKE_SEARCHES, {"kind": "offer", "listing_id": str(lot.id)}),
    ]


@pytest.mark.parametrize(("language", "quantity"), [("fr", "1 234,5"), ("en", "1,234.5"), ("nl", "1.234,5")])
def test_numbers_are_read_as_the_language_writes_them(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    language: str, quantity: str,
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    send(client, f"/offers?lang={language}", **typed.a_lot(brewhouse, quantity=quantity, unit="kg"))

    assert only_lot(session).free_kg == Decimal("1234.5")


def test_words_alone_bring_five_suggestions_and_keep_what_was_typed(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    answers = typed.a_lot(
        brewhouse, material_words="chutes de coton", material_code="", title="Notre surplus & <b>plus</b>"
    )

    answer = send(client, "/offers", **answers)

    assert answer.status_code == 422
    assert answer.text.count('name="material_code"') == 5
    assert 'value="textile.cotton.offcuts"' in answer.text
    assert "Notre surplus &amp; &lt;b&gt;plus&lt;/b&gt;" in answer.text
    assert session.scalars(sa.select(Offer)).all() == []


def test_words_changed_after_the_choice_are_asked_about_again(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, material_words="palettes"))

    assert answer.status_code == 422
    assert 'value="wood.pallets"' in answer.text


def test_words_that_say_nothing_to_us_bring_the_families(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, material_words="zzqqxx", material_code=""))

    assert 'value="wood"' in answer.text


def test_the_same_press_sent_twice_posts_one_lot(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    press = "00000000-0000-7000-8000-00000000abcd"

    first = send(client, "/offers", request_id=press, **typed.a_lot(brewhouse))
    second = send(client, "/offers", request_id=press, **typed.a_lot(brewhouse))

    assert first.location == second.location == f"/offers/{only_lot(session).id}"


def test_a_unit_without_a_mass_asks_what_one_weighs(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    answers = typed.a_lot(
        brewhouse, material_words="roll cages", material_code="logistics.roll_cages", unit="unit", quantity="12"
    )
    session.commit()

    asked = send(client, "/offers", **answers)
    send(client, "/offers", **{**answers, "kg_per_unit": "40"})

    assert asked.status_code == 422
    assert 'id="kg_per_unit-error"' in asked.text
    lot = only_lot(session)
    assert (lot.free_kg, lot.free_units, lot.mass_basis) == (480, 12, MassBasis.DECLARED)


def test_a_mass_that_follows_from_a_density_is_an_estimate_whatever_is_ticked(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    send(client, "/offers", **typed.a_lot(
        brewhouse, material_words="palettes perdues", material_code="wood.pallets.lost", unit="m3", quantity="2",
        mass_basis="weighed",
    ))  # fmt: skip

    lot = only_lot(session)
    assert (lot.free_kg, lot.mass_basis) == (200, MassBasis.ESTIMATED)


@pytest.mark.parametrize(
    ("answers", "per_tonne", "negotiable"),
    [
        ({"price_kind": "free"}, 0, False),
        ({"price_kind": "fixed", "price": "120", "price_basis": "per_tonne"}, 120, False),
        ({"price_kind": "fixed", "price": "100", "price_basis": "per_lot"}, 40, False),
        ({"price_kind": "holder_pays", "price": "30"}, -30, False),
        ({"price_kind": "negotiable"}, None, True),
        ({"price_kind": "negotiable", "price": "80"}, 80, True),
    ],
)
def test_prices_are_kept_per_tonne(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    answers: dict[str, str], per_tonne: int | None, negotiable: bool,
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    send(client, "/offers", **typed.a_lot(brewhouse, **answers))

    lot = only_lot(session)
    assert (lot.price_eur_per_t, lot.is_negotiable) == (per_tonne, negotiable)


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("title", {"title": "\u200b"}),
        ("title", {"title": "x" * 161}),
        ("title", {"title": "nul\x00"}),
        ("quantity", {"quantity": "NaN"}),
        ("quantity", {"quantity": "1e9"}),
        ("quantity", {"quantity": "0"}),
        ("quantity", {"quantity": "٣"}),
        ("quantity", {"quantity": "100000000", "unit": "t"}),
        ("delivers_within_km", {"delivers_within_km": "1_0"}),
        ("delivers_within_km", {"delivers_within_km": "1001"}),
        ("minimum", {"parting": "minimum"}),
        ("minimum", {"parting": "minimum", "minimum": "3"}),
        ("price", {"price_kind": "fixed"}),
        ("price", {"price_kind": "fixed", "price": "9000000", "price_basis": "per_lot", "quantity": "0.001"}),
        ("available_until", {"available_until": "2020-01-01", "available_from": "2019-01-01"}),
        ("available_until", {"available_until": "2099-01-01", "available_from": "2099-02-01"}),
        ("available_from", {"available_from": "2026-02-29"}),
        ("condition", {"condition": "9"}),
        ("site_id", {"site_id": "elsewhere"}),
    ],
)
def test_what_cannot_be_understood_is_refused_beside_its_field(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    field: str, answers: dict[str, str],
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, **answers))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(sa.select(Offer)).all() == []


def test_another_business_lends_no_site(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, farmyard: Site
) -> None:
    enter(client, anna, brewery)

    assert send(client, "/offers", **typed.a_lot(farmyard)).status_code == 422


def test_a_business_without_a_site_is_led_to_add_one(client: FlaskClient, anna: Person, brewery: Business) -> None:
    enter(client, anna, brewery)

    page = client.get("/offers/new")

    assert "First, a site" in page.text
    assert '<form class="form"' not in page.text


def test_a_lot_of_an_unverified_business_waits_for_a_moderator(client: FlaskClient, session: Session) -> None:
    stranger = makers.a_person("Nora")
    workshop = makers.a_business("Atelier Neuf", member=stranger, verified=False)
    enter(client, stranger, workshop)

    send(client, "/offers", **typed.a_lot(makers.a_site(workshop)))

    lot = only_lot(session)
    assert (lot.state, lot.published_at) == (ListingState.IN_REVIEW, None)


def test_the_button_beside_the_words_only_looks_for_materials(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    answer = send(client, "/offers", suggest="1", material_words="palettes")

    assert answer.status_code == 422
    assert 'value="wood.pallets"' in answer.text
    assert "error-summary" not in answer.text


def test_suggestions_come_as_a_part_while_typing(client: FlaskClient) -> None:
    part = client.get("/posting/materials?material_words=chutes+de+coton", headers={"HX-Request": "true"})

    assert part.text.strip().startswith('<div id="materials-offered"')
    assert 'value="textile.cotton.offcuts"' in part.text
