"""Partners see a lot from their day on, hear of it once, and may ask for it; nobody else knows of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals.models import Deal
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service, stock
from exchange.listings.models import Account, Cause, ListingState, Offer, Partner
from exchange.listings.partners import service as partners
from exchange.listings.service import touched
from exchange.notices.models import Notice
from exchange.notices.sentences import sentence_of
from tests import makers
from tests.listings import typed
from tests.makers import enter, send

S = ListingState


def in_days(days: int) -> Any:
    return clock.today() + timedelta(days=days)


@pytest.fixture
def lot(brewhouse: Site, farm: Business, anna: Person) -> Offer:
    """The brewery's, for its partner the farm from today, for everyone in a week."""
    with unit_of_work():
        partners.add(farm.id, by=anna.id, business_id=brewhouse.business_id, at=clock.now())
    return makers.a_lot(
        brewhouse, title="Premier lot", state=S.SHOWN_FIRST, published_at=None,
        partners_from=clock.today(), everyone_from=in_days(7),
    )  # fmt: skip


def told(session: Session, person: Person) -> list[str]:
    rows = session.scalars(select(Notice).where(Notice.person_id == person.id))
    return [str(sentence_of(row.kind, row.facts)) for row in rows]


def test_a_partner_finds_opens_and_asks_for_it(
    client: FlaskClient, session: Session, lot: Offer, bram: Person, farm: Business, farmyard: Site
) -> None:
    enter(client, bram, farm)

    assert "Eerst aan u getoond" in client.get("/search").get_data(as_text=True)
    assert "Premier lot" in client.get(f"/companies/{lot.business_id}").get_data(as_text=True)
    page = client.get(f"/offers/{lot.id}").get_data(as_text=True)
    assert 'name="offer_id"' in page
    asked = send(client, "/deals", offer_id=str(lot.id), quantity="100", price="0", site_id=str(farmyard.id))
    assert asked.status_code == 303
    assert session.scalars(select(Deal)).one().offer_id == lot.id


@pytest.mark.parametrize("change", ["no partner", "day ahead", "only everyone", "suspended"])
def test_who_is_no_partner_or_comes_too_early_sees_nothing(
    client: FlaskClient, session: Session, lot: Offer, anna: Person, bram: Person, farm: Business, farmyard: Site,
    brewery: Business, change: str,
) -> None:  # fmt: skip
    if change == "suspended":
        makers.suspend(brewery)
    with unit_of_work():
        if change == "no partner":
            partners.remove(farm.id, by=anna.id, business_id=brewery.id, at=clock.now())
        elif change != "suspended":
            lot.partners_from = in_days(1) if change == "day ahead" else None
    enter(client, bram, farm)

    assert client.get(f"/offers/{lot.id}").status_code == 404
    assert "Premier lot" not in client.get("/search").get_data(as_text=True)
    asked = send(client, "/deals", offer_id=str(lot.id), quantity="100", price="0", site_id=str(farmyard.id))
    assert asked.status_code == 404


def test_partners_hear_of_it_once_and_a_hidden_name_stays_hidden(
    session: Session, lot: Offer, brewhouse: Site, bram: Person, anna: Person
) -> None:
    makers.a_lot(
        brewhouse, title="Sans nom", state=S.SHOWN_FIRST, partners_from=clock.today(), everyone_from=in_days(1),
        is_anonymous=True,
    )  # fmt: skip
    makers.a_lot(brewhouse, title="Later", state=S.SHOWN_FIRST, partners_from=in_days(1), everyone_from=in_days(2))
    TASKS[Job.OPEN_LISTINGS].run()
    TASKS[Job.OPEN_LISTINGS].run()

    assert sorted(told(session, bram)) == [
        "Brasserie du Fil vous montre un lot avant tout le monde : « Premier lot ».",
        "Une entreprise vous montre un lot avant tout le monde : « Sans nom ».",
    ]
    assert told(session, anna) == []


def test_nobody_is_matched_before_the_day_and_all_are_after(
    session: Session, lot: Offer, farmyard: Site, run_jobs: Callable[[], None], bram: Person
) -> None:
    makers.a_need(farmyard)
    with unit_of_work():
        touched.of_site(lot.site_id)
        touched.of_site(farmyard.id)
    run_jobs()
    assert told(session, bram) == []

    with unit_of_work():
        service.open_up(at=clock.now() + timedelta(days=7))
    run_jobs()
    session.refresh(lot)
    assert (lot.state, lot.published_at is not None) == (S.PUBLISHED, True)
    assert len(told(session, bram)) == 1


def test_posting_with_days_waits_and_editing_them_away_publishes(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    answer = send(client, "/offers", **typed.a_lot(brewhouse, partners_from=in_days(1), everyone_from=in_days(5)))
    lot = session.scalars(select(Offer)).one()
    assert (answer.status_code, lot.state, lot.published_at) == (303, S.SHOWN_FIRST, None)
    assert "Everyone sees it from" in client.get(f"/offers/{lot.id}").get_data(as_text=True)

    assert send(client, f"/offers/{lot.id}/pause").status_code == 303
    assert send(client, f"/offers/{lot.id}/resumption").status_code == 303
    session.refresh(lot)
    assert lot.state is S.SHOWN_FIRST

    send(client, f"/offers/{lot.id}", **typed.a_lot(brewhouse, version=str(lot.version)))
    session.refresh(lot)
    assert (lot.state, lot.published_at is not None) == (S.PUBLISHED, True)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"partners_from": 1}, "Say from which day everyone sees it, too."),
        ({"partners_from": 3, "everyone_from": 2}, "Partners come before everyone: choose an earlier day."),
    ],
)
def test_days_in_the_wrong_order_come_back_beside_their_field(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, days: dict[str, int], message: str
) -> None:
    enter(client, anna, brewery)
    changed = {name: in_days(number).isoformat() for name, number in days.items()}

    for path, answers in (
        ("/offers", typed.a_lot(brewhouse, **changed)), ("/needs", typed.a_need(brewhouse, **changed)),
    ):  # fmt: skip
        answer = send(client, path, **answers)
        assert answer.status_code == 422
        assert message in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"partners_from": 3, "everyone_from": 2}, "audience_widens"),
        ({"partners_from": 3}, "partners_come_before_everyone"),
        ({"state": S.SHOWN_FIRST}, "shown_first_until_a_day"),
    ],
)
@pytest.mark.parametrize("kind", ["lot", "need"])
def test_the_database_keeps_the_order_of_the_days(brewhouse: Site, facts: dict[str, Any], name: str, kind: str) -> None:
    given = {key: in_days(value) if isinstance(value, int) else value for key, value in facts.items()}
    make: Callable[..., Any] = makers.a_lot if kind == "lot" else makers.a_need

    with pytest.raises(IntegrityError, match=name):
        make(brewhouse, **given)


def test_a_company_adds_and_removes_a_partner_by_its_page(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, farm: Business
) -> None:
    enter(client, anna, brewery)
    assert "Add to our partners" in client.get(f"/companies/{farm.id}").get_data(as_text=True)

    added = [send(client, f"/companies/{farm.id}/partnership").status_code for _ in range(2)]
    assert (added, session.query(Partner).count()) == ([303, 303], 1)
    assert "Ferme du Lin" in client.get("/company").get_data(as_text=True)
    assert "Remove from our partners" in client.get(f"/companies/{farm.id}").get_data(as_text=True)

    removed = [send(client, f"/companies/{farm.id}/partnership/removal").status_code for _ in range(2)]
    assert (removed, session.query(Partner).count()) == ([303, 404], 0)
    assert send(client, f"/companies/{brewery.id}/partnership").status_code == 409


def test_a_lot_of_which_partners_took_all_opens_with_nothing_left(session: Session, lot: Offer) -> None:
    with unit_of_work():
        stock.move(lot.id, lot.free_kg, Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=clock.now())
        stock.settle_state(lot.id)
    session.refresh(lot)
    assert lot.state is S.SHOWN_FIRST

    with unit_of_work():
        service.open_up(at=clock.now() + timedelta(days=7))
    assert lot.state is S.EXHAUSTED
