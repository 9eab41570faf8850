"""The way back in: one link, one hour, one use."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import service
from exchange.accounts.models import OneTimeToken, Person
from exchange.accounts.secret import hashed
from exchange.kernel.refusals import Conflict
from tests import makers
from tests.accounts.browsing import is_signed_in, letters, link, sign_in
from tests.makers import MONDAY, send
from tests.queries_counted import at_most

NEW = "a quite new one 61"


def token_of(session: Session, person: Person) -> str:
    return link(letters(session, person.email)[-1]).rsplit("/", 1)[1]


def test_known_and_unknown_addresses_get_one_answer(
    client: FlaskClient, session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    answers = [send(client, "/sign-in/forgotten", email=email) for email in (anna.email, "nobody@x.example")]
    run_jobs()
    assert len({(answer.status_code, answer.location, answer.data) for answer in answers}) == 1
    assert len(letters(session, anna.email)) == 1
    assert letters(session, "nobody@x.example") == []


def test_known_and_unknown_addresses_ask_the_database_the_same(
    client: FlaskClient, session: Session, anna: Person
) -> None:
    session.commit()
    asked = []
    for email in ("nobody@x.example", anna.email, "nobody@y.example"):
        with at_most(20) as made:
            send(client, "/sign-in/forgotten", email=email)
        asked.append(made)
    assert asked[0] == asked[1] == asked[2]
    assert asked[0]


def test_a_new_password_opens_and_everything_signed_in_before_is_out(
    client: FlaskClient, session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    makers.enter(client, anna)
    send(client, "/sign-in/forgotten", email=anna.email)
    run_jobs()
    path = link(letters(session, anna.email)[0])
    assert 'name="password"' in client.get(path).text
    with client.session_transaction() as cookie:
        old = cookie["_user_id"]

    assert send(client, path, password=NEW).location == "/sign-in"
    with client.session_transaction() as cookie:
        cookie["_user_id"] = old
    assert not is_signed_in(client)
    assert sign_in(client, anna.email, NEW).status_code == 303


def test_the_link_works_once_and_within_the_hour(session: Session, anna: Person) -> None:
    service.write_reset(anna.id, at=MONDAY)
    token = token_of(session, anna)
    with pytest.raises(Conflict):
        service.reset_password(token, NEW, at=MONDAY + timedelta(minutes=60))
    service.reset_password(token, NEW, at=MONDAY + timedelta(minutes=59))
    with pytest.raises(Conflict):
        service.reset_password(token, NEW, at=MONDAY + timedelta(minutes=59))


def test_asking_again_kills_the_first_link(session: Session, anna: Person) -> None:
    service.write_reset(anna.id, at=MONDAY)
    first = token_of(session, anna)
    service.write_reset(anna.id, at=MONDAY)
    with pytest.raises(Conflict):
        service.reset_password(first, NEW, at=MONDAY)


def test_only_a_hash_of_the_link_is_stored(session: Session, anna: Person) -> None:
    service.write_reset(anna.id, at=MONDAY)
    token = token_of(session, anna)
    assert session.get(OneTimeToken, hashed(token)) is not None
    assert session.get(OneTimeToken, token) is None


def test_a_confirmation_link_sets_no_password(session: Session) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    service.resend_confirmation(nora.id, at=MONDAY)
    with pytest.raises(Conflict):
        service.reset_password(token_of(session, nora), NEW, at=MONDAY)


def test_the_link_confirms_the_mailbox_too(session: Session) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    service.write_reset(nora.id, at=MONDAY)
    assert service.reset_password(token_of(session, nora), NEW, at=MONDAY).confirmed_at == MONDAY


@pytest.mark.parametrize("token", ["x", "%00", "x" * 5000, "%F0%9F%A7%B5"])
def test_invented_links_are_dead_links(client: FlaskClient, session: Session, token: str) -> None:
    for page in ("/sign-in/new-password/", "/sign-up/confirmation/"):
        assert client.get(page + token).status_code == 409
        assert send(client, page + token, password=NEW).status_code == 409
    assert client.get(f"/invitations/{token}").status_code == 409


def test_a_weak_new_password_keeps_the_link_alive(
    client: FlaskClient, session: Session, anna: Person, run_jobs: Callable[[], None]
) -> None:
    send(client, "/sign-in/forgotten", email=anna.email)
    run_jobs()
    path = link(letters(session, anna.email)[0])
    assert send(client, path, password="motdepasse123").status_code == 422
    assert send(client, path, password=NEW).status_code == 303
