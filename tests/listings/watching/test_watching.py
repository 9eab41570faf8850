"""Who watches a lot hears once of each change for better or for the end, and of nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.jobs import Job
from exchange.kernel.orm import session as orm_session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import following, service, stock
from exchange.listings.models import Account, Cause, ListingState, Offer
from exchange.listings.watching import service as watching
from exchange.notices import service as notices
from exchange.notices.models import Cadence, Notice, Topic
from tests import makers
from tests.makers import MONDAY, enter, kg, send

Jobs = Callable[[], list[tuple[Job, dict[str, Any]]]]


def at(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def shift(lot: Offer, quantity: int, source: Account, target: Account) -> None:
    """Others take some of the lot, or let go of it."""
    with unit_of_work():
        stock.move(lot.id, kg(quantity), source, target, cause=Cause.AGREED, at=MONDAY)
        stock.settle_state(lot.id)
        following.offer_changed(lot.id)
    orm_session().refresh(lot)


def take(lot: Offer, quantity: int = 1000) -> None:
    shift(lot, quantity, Account.FREE, Account.COMMITTED)


def let_go(lot: Offer, quantity: int = 1000) -> None:
    shift(lot, quantity, Account.COMMITTED, Account.FREE)


def look(lot: Offer, minutes: int) -> int:
    with unit_of_work():
        return watching.tell_watchers(lot.id, at=at(minutes))


def told(session: Session, person: Person) -> list[str]:
    rows = session.scalars(select(Notice).where(Notice.person_id == person.id).order_by(Notice.at))
    return [f"{row.kind} {row.facts['free_kg']}" for row in rows if row.topic is Topic.WATCHING]


@pytest.fixture
def lot(brewhouse: Site, bram: Person, farm: Business) -> Offer:
    """A tonne that somebody holds; Bram watches it."""
    lot = makers.a_lot(brewhouse, title="Grain")
    take(lot)
    with unit_of_work():
        watching.watch(lot.id, by=bram.id, business_id=farm.id, at=MONDAY)
    return lot


def test_a_lot_that_is_let_go_is_told_once(session: Session, lot: Offer, bram: Person) -> None:
    let_go(lot, 400)

    assert [look(lot, 1), look(lot, 2)] == [1, 0]
    assert told(session, bram) == ["watched_free 400.000"]


def test_less_is_not_told_and_more_again_is(session: Session, lot: Offer, bram: Person) -> None:
    let_go(lot, 400)
    look(lot, 1)
    take(lot, 400)
    look(lot, 2)
    let_go(lot, 400)
    look(lot, 3)

    assert told(session, bram) == ["watched_free 400.000"] * 2


def test_a_withdrawn_lot_is_told_once_and_its_return_too(
    session: Session, lot: Offer, bram: Person, anna: Person
) -> None:
    let_go(lot)
    look(lot, 1)
    with unit_of_work():
        service.withdraw_offer(lot.id, by=anna.id, business_id=lot.business_id, at=at(2))

    assert [look(lot, 3), look(lot, 4)] == [1, 0]
    assert [words.split()[0] for words in told(session, bram)] == ["watched_free", "watched_gone"]


def test_a_pause_and_an_unfounded_look_tell_nothing(session: Session, lot: Offer, bram: Person, anna: Person) -> None:
    look(lot, 1)
    with unit_of_work():
        service.pause_offer(lot.id, by=anna.id, business_id=lot.business_id, at=at(2))
    look(lot, 3)

    assert told(session, bram) == []


def test_the_job_is_asked_for_in_the_transaction_of_the_change_and_only_for_watched_lots(
    jobs: Jobs, lot: Offer, brewhouse: Site
) -> None:
    take(makers.a_lot(brewhouse), 10)
    let_go(lot, 1)

    asked = [facts for job, facts in jobs() if job is Job.TELL_WATCHERS]
    assert asked == [{"offer_id": str(lot.id)}]


def test_who_stopped_the_topic_hears_by_the_bell_alone(jobs: Jobs, session: Session, lot: Offer, bram: Person) -> None:
    with unit_of_work():
        notices.stop(bram.id, [Topic.WATCHING], at=MONDAY)
    let_go(lot)
    look(lot, 1)

    assert [row.cadence for row in session.scalars(select(Notice))] == [Cadence.BELL]
    assert Job.MAIL_NOTICES not in [job for job, _ in jobs()]


def test_who_stops_watching_hears_no_more(session: Session, lot: Offer, bram: Person) -> None:
    with unit_of_work():
        watching.unwatch(lot.id, by=bram.id)
    let_go(lot)
    look(lot, 1)

    assert told(session, bram) == []


def test_one_press_watches_and_one_press_ends_it(
    client: FlaskClient, session: Session, brewhouse: Site, anna: Person, bram: Person, brewery: Business,
    farm: Business, run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    lot = makers.a_lot(brewhouse, title="Grain")
    page = f"/offers/{lot.id}"
    assert f"{page}/watch" not in enter(client, bram, farm).get(page).text
    take(lot)

    assert f'action="{page}/watch"' in client.get(page).text
    assert send(client, f"{page}/watch").status_code == 303
    assert send(client, f"{page}/watch").status_code in {303, 409}
    assert "Grain" in client.get("/watched").text
    assert "1 person waits" in enter(client, anna, brewery).get(page).text

    let_go(lot)
    run_jobs()
    enter(client, bram, farm)
    assert "“Grain” is free again" in client.get("/notices?lang=en").text
    assert send(client, f"{page}/watch/removal").status_code == 303
    assert "Grain" not in client.get("/watched").text


@pytest.mark.parametrize("facts", [{"state": ListingState.PAUSED}, {"state": ListingState.DRAFT}])
def test_what_the_public_does_not_see_cannot_be_watched(
    client: FlaskClient, session: Session, brewhouse: Site, bram: Person, farm: Business, facts: dict[str, Any]
) -> None:
    hidden, missing = makers.a_lot(brewhouse, **facts).id, UUID("01990000-0000-7000-8000-000000000000")
    enter(client, bram, farm)

    assert [send(client, f"/offers/{one}/watch").status_code for one in (hidden, missing)] == [404, 404]


def test_nobody_watches_a_free_lot_or_their_own(
    client: FlaskClient, session: Session, brewhouse: Site, anna: Person, bram: Person, brewery: Business,
    farm: Business,
) -> None:  # fmt: skip
    free, own = makers.a_lot(brewhouse), makers.a_lot(brewhouse)
    take(own)

    assert send(enter(client, bram, farm), f"/offers/{free.id}/watch").status_code == 409
    assert send(enter(client, anna, brewery), f"/offers/{own.id}/watch").status_code == 409
