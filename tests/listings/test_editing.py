"""Editing: the quantity moves through the ledger, nobody's change is lost, nothing promised disappears."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.journal import queries as journal
from exchange.kernel.jobs import Job
from exchange.kernel.trade import LegalStatus
from exchange.listings import stock
from exchange.listings.models import Account, Cause, ListingState, StockMovement
from tests import makers
from tests.listings import typed
from tests.makers import MONDAY, enter, kg, send


@pytest.fixture
def anna_edits(client: FlaskClient, session: Session, anna: Person, brewery: Business) -> FlaskClient:
    """Anna signed in; what the test laid out before a refusal stays."""
    return enter(client, anna, brewery)


def in_kilograms(site: Site, quantity: str, **changed: Any) -> dict[str, Any]:
    return typed.a_lot(site, quantity=quantity, unit="kg", version="1", **changed)


def test_a_changed_quantity_is_a_correction_in_the_ledger(
    anna_edits: FlaskClient, session: Session, brewhouse: Site, jobs: Callable[[], list[tuple[Job, dict[str, Any]]]]
) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000, matched_at=MONDAY)

    answer = send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "800"))
    session.refresh(lot)

    assert answer.status_code == 303
    assert (lot.declared_kg, lot.free_kg, lot.version, lot.matched_at) == (800, 800, 2, None)
    last = session.scalars(sa.select(StockMovement).order_by(StockMovement.number.desc())).first()
    assert last is not None
    assert (last.source, last.target, last.quantity_kg, last.cause) == (
        Account.FREE, Account.OUTSIDE, 200, Cause.CORRECTED,
    )  # fmt: skip
    assert [entry.verb for entry in journal.history("offer", lot.id)] == ["edited"]
    assert jobs() == [
        (Job.PAIR_OFFER, {"offer_id": str(lot.id)}),
        (Job.WAKE_SEARCHES, {"kind": "offer", "listing_id": str(lot.id)}),
    ]


def test_less_than_is_agreed_is_refused_and_nothing_changes(
    anna_edits: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000, legal_status=LegalStatus.PRODUCT)
    stock.move(lot.id, kg(600), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)
    session.commit()

    answer = send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "500", title="Less"))
    session.refresh(lot)

    assert answer.status_code == 409
    assert (lot.declared_kg, lot.free_kg, lot.title) == (1000, 400, "Lot of food.spent_grain")


def test_a_stale_form_is_shown_beside_what_is_stored_and_can_be_saved_again(
    anna_edits: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000)
    session.commit()
    send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "900", title="First hand"))
    session.commit()

    answer = send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "800", title="Second hand"))

    assert answer.status_code == 409
    for kept in ("First hand", "Second hand", ">900<", ">800<", 'name="version" type="hidden" value="2"'):
        assert kept in answer.text
    again = {**in_kilograms(brewhouse, "800", title="Second hand"), "version": "2"}
    assert send(anna_edits, f"/offers/{lot.id}", **again).status_code == 303
    session.refresh(lot)
    assert (lot.title, lot.free_kg) == ("Second hand", 800)


def test_the_legal_status_stands_once_part_is_agreed(
    anna_edits: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000, legal_status=LegalStatus.PRODUCT)
    stock.move(lot.id, kg(1), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)
    session.commit()

    changed = in_kilograms(brewhouse, "1000", legal_status="reuse_item")

    assert send(anna_edits, f"/offers/{lot.id}", **changed).status_code == 409


def test_the_form_comes_filled_with_what_is_stored(anna_edits: FlaskClient, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=1500, unit="t", kg_per_unit=1000, minimum_kg=kg(500), price_eur_per_t=-12)

    page = anna_edits.get(f"/offers/{lot.id}/edit?lang=fr").text

    for answer in ('name="quantity" required type="text" value="1,5"', 'name="minimum" type="text" value="0,5"',
                   'value="food.spent_grain" checked', 'name="price" type="text" value="12"'):  # fmt: skip
        assert answer in page


def test_the_form_keeps_a_unit_that_is_not_usual_for_the_material(anna_edits: FlaskClient, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000, unit="hl", kg_per_unit=100)

    page = anna_edits.get(f"/offers/{lot.id}/edit").text

    assert '<option selected value="hl">' in page


def test_a_rejected_lot_that_is_corrected_is_looked_at_again(
    anna_edits: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=100, state=ListingState.DRAFT)

    send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "100"))
    session.refresh(lot)

    assert lot.state is ListingState.IN_REVIEW


def test_an_expired_lot_with_a_later_day_is_shown_again(
    anna_edits: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=100, state=ListingState.EXPIRED)

    send(anna_edits, f"/offers/{lot.id}", **in_kilograms(brewhouse, "100"))
    session.refresh(lot)

    assert lot.state is ListingState.PUBLISHED


def test_others_find_no_form_and_change_nothing(
    client: FlaskClient, session: Session, bram: Person, farm: Business, brewhouse: Site, farmyard: Site
) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000)
    enter(client, bram, farm)
    session.commit()

    assert client.get(f"/offers/{lot.id}/edit").status_code == 404
    assert send(client, f"/offers/{lot.id}", **in_kilograms(farmyard, "1")).status_code == 404
    session.refresh(lot)
    assert lot.free_kg == 1000


def test_a_need_wants_no_less_than_is_agreed_for_it(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> None:
    need = makers.a_need(farmyard, quantity=1000, covered_kg=kg(400))
    enter(client, bram, farm)
    session.commit()
    answers = typed.a_need(farmyard, unit="kg", smallest_lot="", version="1")

    less = send(client, f"/needs/{need.id}", **{**answers, "quantity": "300"})
    just = send(client, f"/needs/{need.id}", **{**answers, "quantity": "400"})
    session.refresh(need)

    assert (less.status_code, just.status_code) == (409, 303)
    assert (need.wanted_kg, need.state, need.version) == (400, ListingState.EXHAUSTED, 2)


def test_a_stale_need_is_shown_beside_what_is_stored(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> None:
    need = makers.a_need(farmyard, quantity=4000, version=3)
    enter(client, bram, farm)
    session.commit()

    answer = send(client, f"/needs/{need.id}", **typed.a_need(farmyard, version="2", title="Mine"))

    assert answer.status_code == 409
    assert "Wanted" in answer.text
    assert "Mine" in answer.text
