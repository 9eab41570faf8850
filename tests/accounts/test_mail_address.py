"""Another mail address: the new mailbox confirms it, the old one can take it back; letters by a real SMTP server."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, MailChange, Person
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict
from tests import makers
from tests.accounts.browsing import a_sign_up, is_signed_in, letters, link, sign_in
from tests.kernel.test_mail import Postman, postman
from tests.makers import MONDAY, send

__all__ = ["postman"]
NEW = "anna@elsewhere.example"


@pytest.fixture
def anna_knows(anna: Person, brewery: Business) -> Person:
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return anna


def asked(session: Session, person: Person, email: str = NEW) -> str:
    """The secret of the link in the new mailbox."""
    service.ask_for_address(person.id, email, at=MONDAY)
    return link(letters(session, email)[-1]).rsplit("/", 1)[1]


def test_from_page_to_mailbox_and_back(
    client: FlaskClient, session: Session, anna_knows: Person, postman: Postman, run_jobs: Callable[[], None]
) -> None:
    old = anna_knows.email
    sign_in(client, old)
    assert send(client, "/account/email", email=NEW.upper()).location == "/account/security"
    assert "Waiting for an answer" in client.get("/account/security").text
    run_jobs()
    [to_new] = postman.received
    assert to_new["To"] == NEW
    page = _link(to_new)
    assert client.get(page).status_code == 200
    session.refresh(anna_knows)
    assert anna_knows.email == old, "looking confirms nothing"
    assert send(client, page).location == "/account/security"
    assert is_signed_in(client), "the stay goes on"
    assert client.get(page).status_code == send(client, page).status_code == 409, "once"
    send(client, "/sign-out")
    assert sign_in(client, old).status_code == 422
    assert sign_in(client, NEW).status_code == 303

    run_jobs()
    to_old = postman.received[-1]
    assert to_old["To"] == old
    back = _link(to_old)
    assert client.get(back).status_code == 200
    assert is_signed_in(client)
    assert send(client, back).location == "/sign-in/forgotten"
    assert not is_signed_in(client), "every stay ends"
    assert sign_in(client, old).status_code == 303


def _link(letter: object) -> str:
    found = re.search(r"https?://[^\s/]+(/\S+)", letter.get_payload(decode=True).decode())  # type: ignore[attr-defined] # email.message.Message
    assert found
    return found[1]


def test_an_address_of_somebody_gets_another_mail_and_the_page_says_the_same(
    client: FlaskClient, session: Session, anna_knows: Person
) -> None:
    bram = makers.a_person("Bram")
    sign_in(client, anna_knows.email)
    answers = [send(client, "/account/email", email=email) for email in (bram.email, NEW)]
    assert [answer.location for answer in answers] == ["/account/security"] * 2
    assert "/account/email/" not in letters(session, bram.email)[-1].body
    assert session.scalars(sa.select(MailChange.new_email)).all() == [NEW]


def test_a_second_wish_ends_the_first_and_links_end_by_themselves(session: Session, anna: Person) -> None:
    first, second = asked(session, anna), asked(session, anna, "other@elsewhere.example")
    with pytest.raises(service.DeadLink):
        service.confirm_address(first, at=MONDAY)
    with pytest.raises(service.DeadLink):
        service.confirm_address(second, at=MONDAY + timedelta(days=1))
    with pytest.raises(Conflict):
        service.ask_for_address(anna.id, anna.email, at=MONDAY)


def test_the_old_address_is_kept_free_as_long_as_it_may_come_back(
    client: FlaskClient, session: Session, anna: Person
) -> None:
    old, token = anna.email, asked(session, anna)
    now = clock.now()
    session.execute(sa.update(MailChange).values(expires_at=now + timedelta(hours=1)))
    service.confirm_address(token, at=now)
    assert send(client, "/sign-up", **a_sign_up(email=old)).location == "/sign-up/sent"
    assert queries.person_by_email(old) is None
    assert not queries.is_taken(old, by_other_than=None, at=now + service.UNDO_WITHIN)
    back = link(letters(session, old)[-1]).rsplit("/", 1)[1]
    assert queries.undoable_change(back, at=now + service.UNDO_WITHIN) is None
    assert service.undo_address(back, at=now + timedelta(days=6)).email == old


def test_a_thief_who_moves_on_twice_does_not_shake_the_first_mailbox_off(session: Session, anna: Person) -> None:
    old = anna.email
    service.confirm_address(asked(session, anna), at=MONDAY)
    service.confirm_address(asked(session, anna, "third@elsewhere.example"), at=MONDAY)
    back_to_second = link(letters(session, NEW)[-1]).rsplit("/", 1)[1]
    back = link(letters(session, old)[-1]).rsplit("/", 1)[1]
    assert service.undo_address(back, at=MONDAY).email == old
    with pytest.raises(service.DeadLink):
        service.undo_address(back_to_second, at=MONDAY)


def test_a_mistyped_address_that_never_answered_gets_no_way_back(session: Session) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    wrong = nora.email
    person = service.confirm_address(asked(session, nora), at=MONDAY)
    assert person.confirmed_at == MONDAY
    assert letters(session, wrong) == []


def test_links_sent_to_the_old_mailbox_before_set_no_password(session: Session, anna: Person) -> None:
    service.write_reset(anna.id, at=MONDAY)
    reset = link(letters(session, anna.email)[-1]).rsplit("/", 1)[1]
    service.confirm_address(asked(session, anna), at=MONDAY)
    with pytest.raises(service.DeadLink):
        service.reset_password(reset, "a quite new one 61", at=MONDAY)


def test_who_signed_up_with_it_meanwhile_keeps_it(session: Session, anna: Person) -> None:
    token = asked(session, anna)
    makers.a_person("Bram").email = NEW
    session.flush()
    with pytest.raises(Conflict) as refusal:
        service.confirm_address(token, at=MONDAY)
    assert refusal.value.code == "address_taken"


def test_the_database_refuses_a_change_to_the_same(session: Session, anna: Person) -> None:
    asked(session, anna)
    with pytest.raises(IntegrityError, match="addresses_differ"):
        session.execute(sa.update(MailChange).values(new_email=MailChange.old_email))
