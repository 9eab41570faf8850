"""Who runs the exchange: appointed and dismissed by administrators, never oneself, never the last one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.models import Person, StaffRole
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session as current
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.accounts.browsing import letters
from tests.accounts.test_races import ROUNDS, at_once, crowded
from tests.makers import MONDAY, send

__all__ = ["at_once", "crowded"]
ADMINISTRATOR, MODERATOR = StaffRole.ADMINISTRATOR, StaffRole.MODERATOR


@pytest.fixture
def ada(session: Session) -> Person:
    return makers.a_person("Ada", staff=ADMINISTRATOR)


def test_appointed_on_the_page_told_by_mail_and_written_down(
    client: FlaskClient, session: Session, ada: Person, anna: Person
) -> None:
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    makers.enter(client, ada)
    assert send(client, "/desk/staff", email=anna.email, role="moderator").location == "/desk/staff"
    assert anna.name in client.get("/desk/staff").text
    session.refresh(anna)
    assert anna.staff_role is MODERATOR
    assert letters(session, anna.email)[-1].subject.startswith("You")
    entry = session.scalars(sa.select(JournalEntry).where(JournalEntry.verb == "appointed")).one()
    assert (entry.subject_id, entry.actor_id) == (anna.id, ada.id)
    assert queries.live_sign_in(stay.id, at=MONDAY) is None, "staff stay shorter than members: they sign in anew"

    assert send(client, f"/desk/staff/{anna.id}/dismissal").status_code == 303
    session.refresh(anna)
    assert anna.staff_role is None
    assert send(client, f"/desk/staff/{anna.id}/dismissal").status_code == 404


def test_an_unknown_or_unconfirmed_address_gets_no_office(client: FlaskClient, session: Session, ada: Person) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    makers.enter(client, ada)
    for email in ("nobody@navette.example", nora.email, "no address"):
        assert send(client, "/desk/staff", email=email, role="moderator").status_code == 422
    assert send(client, "/desk/staff", email=nora.email, role="emperor").status_code == 422


def test_nobody_changes_their_own_office(session: Session, ada: Person) -> None:
    makers.a_person("Otto", staff=ADMINISTRATOR)
    for change in (partial(service.dismiss, ada.id), partial(service.appoint, ada.email, MODERATOR)):
        with pytest.raises(Forbidden):
            change(by=ada.id, at=MONDAY)


def test_only_an_administrator_appoints_even_behind_the_door(session: Session, mona: Person, anna: Person) -> None:
    with pytest.raises(Forbidden):
        service.appoint(anna.email, MODERATOR, by=mona.id, at=MONDAY)


def test_the_same_office_twice_and_no_office_at_all(session: Session, ada: Person, mona: Person, anna: Person) -> None:
    with pytest.raises(Conflict):
        service.appoint(mona.email, MODERATOR, by=ada.id, at=MONDAY)
    with pytest.raises(NotFound):
        service.dismiss(anna.id, by=ada.id, at=MONDAY)


def test_two_who_dismiss_each_other_leave_one(crowded: Flask, at_once: Callable[..., list[str]]) -> None:
    for _ in range(ROUNDS):
        with crowded.app_context():
            with unit_of_work():
                current().execute(sa.update(Person).values(staff_role=None))
            ada, otto = (makers.a_person(name, staff=ADMINISTRATOR) for name in ("Ada", "Otto"))
            ids = ada.id, otto.id
        outcomes = at_once(*(_forgiving(service.dismiss, whom, by=by) for whom, by in (ids, ids[::-1])))
        assert outcomes == ["done", "forbidden"]
        with crowded.app_context():
            assert len(queries.staff()) == 1


def _forgiving(verb: Callable[..., Any], whom: Any, *, by: Any) -> Callable[[], Any]:
    """A no as at_once tells it."""

    def run() -> None:
        try:
            verb(whom, by=by, at=MONDAY)
        except (Forbidden, NotFound) as refusal:
            raise Conflict("forbidden", "") from refusal

    return run
