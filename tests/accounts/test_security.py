"""How I sign in: my browsers, each of which I can sign out, and my password."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, Person, SignIn
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.accounts.browsing import is_signed_in, letters, sign_in
from tests.makers import MONDAY, send

NEW = "a quite new one 61"
PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def anna_knows(anna: Person, brewery: Business) -> Person:
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return anna


@pytest.fixture
def phone(app: Flask, anna_knows: Person) -> FlaskClient:
    """Another browser of Anna's."""
    browser = app.test_client()
    sign_in(browser, anna_knows.email)
    return browser


@pytest.fixture
def desktop(client: FlaskClient, anna_knows: Person) -> FlaskClient:
    sign_in(client, anna_knows.email)
    return client


def test_the_page_tells_the_browsers_apart_and_says_when_each_was_seen(desktop: FlaskClient, anna: Person) -> None:
    service.open_sign_in(anna, device=PHONE, at=clock.now())
    page = desktop.get("/account/security").text
    assert "Firefox · Android" in page
    assert page.count("This browser") == 1
    assert page.count("Last seen") == 2


def test_one_browser_is_signed_out_at_its_next_request_and_the_others_stay(
    desktop: FlaskClient, phone: FlaskClient, session: Session
) -> None:
    latest = session.scalars(sa.select(SignIn.id).order_by(SignIn.created_at.desc())).first()
    mine = phone if latest and str(latest) in str(_cookie(phone)) else desktop
    other = desktop if mine is phone else phone
    assert send(other, f"/account/sign-ins/{latest}/end").location == "/account/security"
    assert not is_signed_in(mine)
    assert is_signed_in(other)


def test_everywhere_else_is_everywhere_but_here(desktop: FlaskClient, phone: FlaskClient, session: Session) -> None:
    stranger = service.open_sign_in(makers.a_person("Bram"), device="", at=clock.now())
    send(phone, "/account/sign-ins/end")
    assert is_signed_in(phone)
    assert not is_signed_in(desktop)
    session.refresh(stranger.sign_in)
    assert stranger.sign_in.ended_at is None


def test_nobody_signs_somebody_else_out(desktop: FlaskClient, session: Session) -> None:
    bram = makers.a_person("Bram")
    with unit_of_work():
        theirs = service.open_sign_in(bram, device="", at=clock.now()).sign_in.id
    foreign, missing = (send(desktop, f"/account/sign-ins/{which}/end") for which in (theirs, uuid4()))
    assert foreign.status_code == missing.status_code == 404
    assert queries.live_sign_in(theirs, at=clock.now()) is not None
    with pytest.raises(NotFound):
        service.end_sign_in(theirs, uuid4(), at=MONDAY)


def test_a_new_password_signs_every_other_browser_out_and_this_one_stays_with_another_cookie(
    desktop: FlaskClient, phone: FlaskClient, session: Session, anna: Person
) -> None:
    before = _cookie(desktop)
    answer = send(desktop, "/account/password", present=makers.PASSWORD, password=NEW)
    assert answer.location == "/account/security"
    assert is_signed_in(desktop)
    assert not is_signed_in(phone)
    with phone.session_transaction() as cookie:
        cookie["_user_id"] = before
    assert not is_signed_in(phone), "the cookie from before, replayed"
    assert "was changed" in letters(session, anna.email)[-1].subject
    send(phone, "/sign-out")
    assert sign_in(phone, anna.email, makers.PASSWORD).status_code == 422
    assert sign_in(phone, anna.email, NEW).status_code == 303


def test_the_present_password_is_asked_and_guesses_are_few(desktop: FlaskClient, app: Flask) -> None:
    answer = send(desktop, "/account/password", present="not that one at all", password=NEW)
    assert answer.status_code == 422
    assert 'id="present-error"' in answer.text
    app.config["RATE_FACTOR"] = 1
    try:
        tries = [send(desktop, "/account/password", present="wrong", password=NEW).status_code for _ in range(10)]
        assert tries[-1] == 429
    finally:
        app.config["RATE_FACTOR"] = 1000


def test_a_link_sent_before_the_change_sets_no_password(session: Session, anna_knows: Person) -> None:
    service.write_reset(anna_knows.id, at=MONDAY)
    token = letters(session, anna_knows.email)[-1].body.split("/new-password/")[1].split()[0]
    assert service.change_password(anna_knows.id, makers.PASSWORD, NEW, device="", second=False, at=MONDAY)
    with pytest.raises(Conflict):
        service.reset_password(token, NEW, at=MONDAY)


@pytest.mark.parametrize(
    "easy",
    ["password2026", "azertyuiop12", "aaaaaaaaaaaa", "P4ssw0rd2026", "qwertyuiop[]", "abcabcabcabc", "19871987198719"],
)
def test_what_a_guesser_comes_to_soon_is_refused_offline(easy: str) -> None:
    assert passwords.is_common(easy)


@pytest.mark.parametrize(
    "fine", [makers.PASSWORD, NEW, "ﬁl à fil, trame et chaîne", "Ik fiets elke ochtend langs de vaart; " * 3]
)
def test_what_takes_long_is_taken(fine: str) -> None:
    assert not passwords.is_common(fine)


def test_last_seen_follows_by_minutes_and_never_runs_back(session: Session, anna: Person) -> None:
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    session.refresh(stay)
    later = MONDAY + timedelta(minutes=5)
    assert not service.is_due(stay, place="", at=later - timedelta(seconds=1))
    assert service.is_due(stay, place="", at=later)
    assert service.is_due(stay, place="192.0.2.0/24", at=MONDAY)
    for at in (later, MONDAY + timedelta(minutes=1)):
        session.execute(service.seen(stay.id, place="192.0.2.0/24", at=at))
    session.refresh(stay)
    assert (stay.last_seen_at, stay.place) == (later, "192.0.2.0/24")


def test_suspending_a_company_signs_out_whoever_acts_for_it(
    desktop: FlaskClient, brewery: Business, mona: Person, session: Session
) -> None:
    elsewhere = service.open_sign_in(makers.a_person("Bram"), device="", at=MONDAY).sign_in
    service.suspend_business(brewery.id, by=mona.id, at=MONDAY, reason="Unpaid hauls")
    assert not is_signed_in(desktop)
    assert queries.live_sign_in(elsewhere.id, at=MONDAY) is not None


def _cookie(browser: FlaskClient) -> str:
    with browser.session_transaction() as cookie:
        return str(cookie["_user_id"])
