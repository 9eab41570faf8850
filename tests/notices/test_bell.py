"""The bell: what one was told, in one's own language, new until it is read."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, MemberRole, Membership, Person
from exchange.kernel.mail import OutgoingMail
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import queries, service
from exchange.notices.models import Notice
from tests import makers
from tests.makers import MONDAY, enter, send


@pytest.fixture
def tell(session: Session, brewery: Business) -> Callable[..., None]:
    """Tell the brewery that a lot of it has expired."""

    def say(key: str = "expired:1", **more: Any) -> None:
        with unit_of_work():
            service.tell_business(
                brewery.id, "offer_expired", at=MONDAY, path="/offers/1", dedupe_key=key, title="Spent grain", **more
            )

    return say


def told(session: Session, person: Person) -> int:
    return session.scalar(sa.select(sa.func.count()).where(Notice.person_id == person.id)) or 0


def test_a_key_is_told_once_and_mailed_once(
    tell: Callable[..., None], session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    tell()
    tell()
    run_jobs()
    tell("expired:2")
    run_jobs()

    assert told(session, anna) == 2
    assert session.scalar(sa.select(sa.func.count()).where(OutgoingMail.to_address == anna.email)) == 2


def test_neither_who_did_it_nor_former_members_nor_others_are_told(
    tell: Callable[..., None], session: Session, anna: Person, bram: Person, farm: Business, brewery: Business
) -> None:
    former = makers.a_person("Fay")
    seat = Membership(person_id=former.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY)
    with unit_of_work() as current:
        seat.ended_at = MONDAY
        current.add(seat)

    tell(but_not=anna.id)

    assert [told(session, person) for person in (anna, bram, former)] == [0, 0, 0]


def test_an_unconfirmed_address_gets_the_notice_but_no_mail(
    tell: Callable[..., None], session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    anna.confirmed_at = None
    session.commit()

    tell()
    run_jobs()

    assert told(session, anna) == 1
    assert session.scalar(sa.select(sa.func.count(OutgoingMail.id))) == 0


def test_mails_speak_their_readers_language(
    tell: Callable[..., None], session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    anna.language = "fr"
    session.commit()

    tell()
    run_jobs()

    assert session.scalars(sa.select(OutgoingMail)).one().body.startswith("Bonjour")


def test_reading_the_list_makes_my_own_notices_old_and_nobody_elses(
    tell: Callable[..., None], client: FlaskClient, session: Session, anna: Person, brewery: Business
) -> None:
    colleague = makers.a_person("Max")
    with unit_of_work() as current:
        seat = Membership(person_id=colleague.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY)
        current.add(seat)
    tell()
    enter(client, anna, brewery)

    page = client.get("/notices").text
    answer = send(client, "/notices/reading")

    assert "Spent grain" in page
    assert 'href="/offers/1"' in page
    assert answer.location.endswith("/notices")
    assert [queries.unread_count(person.id) for person in (anna, colleague)] == [0, 1]
