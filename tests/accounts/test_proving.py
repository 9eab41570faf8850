"""Confirm that it is you: dangerous acts ask a stay that proved itself some time ago, and go on with what was typed."""

import html
import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import passwords, service
from exchange.accounts.models import Business, Person, SignIn, StaffRole
from exchange.accounts.views.proving import asks_who_is_there
from exchange.kernel import clock
from exchange.papers import queries as papers
from tests import makers
from tests.accounts.dangerous import ASKS_IN_ITS_OWN_FORM, DANGEROUS, Dangerous
from tests.accounts.test_second_step import with_app
from tests.makers import MONDAY, send

CONFIRM = "/confirm-it-is-you"
ASKED = "Confirm that it is you"


@pytest.fixture
def ada(session: Session, brewery: Business) -> Person:
    """Administers the exchange, and has a password."""
    return _knowing(makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR))


@pytest.fixture
def anna_knows(anna: Person) -> Person:
    return _knowing(anna)


def _knowing(person: Person) -> Person:
    person.password_hash = passwords.keep(makers.PASSWORD)
    return person


def grow_old(session: Session, by: timedelta = timedelta(minutes=15, seconds=1)) -> None:
    """So long ago the password was given everywhere."""
    session.execute(sa.update(SignIn).values(proved_at=clock.now() - by))
    session.commit()
    session.expire_all()


def knock(client: FlaskClient, door: Dangerous) -> Any:
    return client.get(door.path) if door.method == "GET" else send(client, door.path, **door.typed)


def hidden(page: str) -> dict[str, str]:
    """What a page sends along unseen."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.split(f'action="{CONFIRM}"')[1])
    return {name: html.unescape(value) for name, value in found}


def test_the_doors_that_ask_are_those_of_the_list(app: Flask, session: Session) -> None:
    assert {name for name in app.view_functions if asks_who_is_there(name)} == DANGEROUS.keys()


@pytest.mark.parametrize("name", DANGEROUS)
def test_each_door_asks_an_old_stay_and_then_goes_on(
    client: FlaskClient, session: Session, anna_knows: Person, ada: Person, brewery: Business, name: str
) -> None:
    door = DANGEROUS[name]
    makers.enter(client, ada if door.is_staffs else anna_knows, None if door.is_staffs else brewery)
    fresh = knock(client, door).status_code
    assert fresh not in {302, 307, 401, 403}, "a fresh stay is asked nothing"
    grow_old(session)

    answer = knock(client, door)
    if door.method == "GET":
        assert (answer.status_code, answer.location.split("?")[0]) == (303, CONFIRM)
        page = client.get(answer.location).text
    else:
        assert (answer.status_code, ASKED in answer.text) == (403, True)
        page = answer.text
    assert hidden(page).items() >= door.typed.items()

    proof = hidden(page) | {"proof_password": makers.PASSWORD, "csrf_token": "token"}
    on = client.post(CONFIRM, data=proof)
    assert on.location == door.path
    assert on.status_code == (303 if door.method == "GET" else 307)
    again = client.post(on.location, data=proof) if on.status_code == 307 else client.get(on.location)
    assert again.status_code not in {302, 307, 401, 403}


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_wrong_answer_opens_no_door(
    client: FlaskClient, session: Session, anna_knows: Person, ada: Person, brewery: Business, name: str
) -> None:
    door = DANGEROUS[name]
    makers.enter(client, ada if door.is_staffs else anna_knows, None if door.is_staffs else brewery)
    grow_old(session)
    for wrong in ({}, {"proof_password": "not it at all"}, {"proof_code": "123456"}):
        fields = {**door.typed, **wrong, "proof_target": door.path, "proof_method": door.method}
        answer = send(client, CONFIRM, **fields)
        assert answer.status_code == 422
        assert hidden(answer.text).items() >= door.typed.items(), "what was typed is still there"
    assert knock(client, door).status_code in {303, 403}


def test_what_was_typed_is_done_after_the_password(
    client: FlaskClient, session: Session, anna_knows: Person, brewery: Business
) -> None:
    makers.enter(client, anna_knows, brewery)
    grow_old(session)
    asked = send(client, "/company/paying", iban="BE71096123456769", vat_number="")
    assert papers.paying_details(brewery.id) is None
    proof = hidden(asked.text) | {"proof_password": makers.PASSWORD, "csrf_token": "token"}
    on = client.post(CONFIRM, data=proof)
    assert client.post(on.location, data=proof).status_code == 303
    kept = papers.paying_details(brewery.id)
    assert kept is not None
    assert kept.iban == "BE71096123456769"


def test_a_code_is_as_good_as_the_password_and_a_password_is_never_sent_back(
    client: FlaskClient, session: Session, anna_knows: Person, brewery: Business
) -> None:
    app, codes = with_app(anna_knows, at=clock.now() - timedelta(minutes=5))
    for proof in (app.at(clock.now()), codes[0]):
        makers.enter(client, anna_knows, brewery)
        grow_old(session)
        wrong = send(client, CONFIRM, proof_password="never shown again", proof_target="/account/data/exports")
        assert "never shown again" not in wrong.text
        assert send(client, CONFIRM, proof_code=proof, proof_target="/company").location == "/company"


def test_no_way_is_called_optional_and_the_password_is_needed_where_it_is_the_only_one(
    client: FlaskClient, session: Session, anna_knows: Person, brewery: Business
) -> None:
    makers.enter(client, anna_knows, brewery)
    alone = client.get(CONFIRM).text
    with_app(anna_knows, at=clock.now() - timedelta(minutes=5))
    makers.enter(client, anna_knows, brewery)
    either = client.get(CONFIRM).text
    needed = re.compile(r'<input[^>]*name="proof_password"[^>]* required')
    assert needed.search(alone), "the browser asks for it"
    assert 'name="proof_code"' in either
    assert not needed.search(either)
    assert "optional" not in alone + either


def test_fifteen_minutes_are_fresh_and_a_second_more_is_not(session: Session, anna: Person) -> None:
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    assert service.is_fresh(stay, at=MONDAY + service.PROOF_LASTS)
    assert not service.is_fresh(stay, at=MONDAY + service.PROOF_LASTS + timedelta(seconds=1))
    elsewhere = service.open_sign_in(anna, device="", at=MONDAY, proved=False).sign_in
    assert not service.is_fresh(elsewhere, at=MONDAY)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/sign-out", "/no-such-page"])
def test_a_form_is_sent_on_to_dangerous_doors_only(
    client: FlaskClient, session: Session, anna_knows: Person, target: str
) -> None:
    makers.enter(client, anna_knows)
    answer = send(client, CONFIRM, proof_target=target, proof_method="POST", proof_password=makers.PASSWORD)
    assert answer.status_code == 303
    assert answer.location in {"/account/security", "/sign-out", "/no-such-page"}


def test_guesses_at_the_proof_are_few(client: FlaskClient, session: Session, anna_knows: Person, app: Flask) -> None:
    makers.enter(client, anna_knows)
    app.config["RATE_FACTOR"] = 1
    try:
        tries = [send(client, CONFIRM, proof_password="wrong", proof_target="/company") for _ in range(11)]
        assert [answer.status_code for answer in tries[-2:]] == [422, 429]
    finally:
        app.config["RATE_FACTOR"] = 1000


@pytest.mark.parametrize("name", ASKS_IN_ITS_OWN_FORM)
def test_the_password_is_changed_by_who_types_the_present_one_however_fresh_the_stay(
    client: FlaskClient, session: Session, anna_knows: Person, name: str
) -> None:
    path, typed = ASKS_IN_ITS_OWN_FORM[name]
    makers.enter(client, anna_knows)
    for missing in ({}, {"present": "not it at all"}):
        assert send(client, path, **typed, **missing).status_code == 422


def test_the_time_based_code_of_another_does_not_count(session: Session, anna_knows: Person) -> None:
    stay = service.open_sign_in(anna_knows, device="", at=MONDAY, proved=False).sign_in
    with_app(anna_knows)
    assert not service.prove_again(stay, password="", code=pyotp.TOTP(pyotp.random_base32()).at(MONDAY), at=MONDAY)
