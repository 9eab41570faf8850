"""Passkeys: made, listed, removed, used alone and after the password; everything else opens nothing."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, Passkey, PasskeyChallenge, Person, RecoveryCode, SignIn
from exchange.accounts.service import RelyingParty
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, Forbidden
from tests import makers
from tests.accounts.authenticator import Authenticator
from tests.accounts.browsing import is_signed_in, letters, sign_in
from tests.accounts.test_second_step import with_app
from tests.makers import MONDAY, send

HERE = RelyingParty("localhost", "http://localhost:8000")


@pytest.fixture
def anna_knows(anna: Person, brewery: Business) -> Person:
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return anna


def with_passkey(person: Person, **traits: Any) -> Authenticator:
    """Somebody's device, known here."""
    device = Authenticator(**traits)
    stay = service.open_sign_in(person, device="", at=MONDAY).sign_in
    id_, options = service.offer_passkey(person, HERE, at=MONDAY)
    assert service.add_passkey(stay, id_, device.make(json.loads(options)), "Key", HERE, at=MONDAY) is not None
    return device


def challenged(client: FlaskClient, path: str = "/sign-in/passkey/challenge") -> dict[str, Any]:
    answer = send(client, path)
    assert answer.status_code == 200
    options: dict[str, Any] = json.loads(answer.text)
    return options


def test_made_on_the_page_then_it_opens_alone(client: FlaskClient, session: Session, anna_knows: Person) -> None:
    sign_in(client, anna_knows.email)
    device = Authenticator()
    options = challenged(client, "/account/passkeys/challenge")
    assert options["rp"]["id"] == "localhost"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    shown = send(client, "/account/passkeys", name="Laptop", credential=device.make(options)).text
    assert len(re.findall(r"<code>([A-Z2-7-]{29})</code>", shown)) == 10, "paper for when the device is lost"
    assert "Laptop" in client.get("/account/passkeys").text
    assert "added" in letters(session, anna_knows.email)[-1].subject

    send(client, "/sign-out")
    credential = device.sign(challenged(client))
    assert send(client, "/sign-in/passkey", credential=credential, next="/notices").location == "/notices"
    stay = session.scalars(sa.select(SignIn).order_by(SignIn.id.desc())).first()
    assert stay is not None
    assert stay.second_proved_at is not None
    send(client, "/sign-out")
    assert send(client, "/sign-in/passkey", credential=credential).status_code == 422, "replayed"
    assert not is_signed_in(client)


def test_with_a_passkey_the_password_alone_opens_no_more(
    client: FlaskClient, session: Session, anna_knows: Person
) -> None:
    device = with_passkey(anna_knows)
    assert sign_in(client, anna_knows.email).location == "/sign-in/code"
    options = challenged(client)
    assert len(options["allowCredentials"]) == 1
    foreign = with_passkey(makers.a_person("Bram"))
    assert send(client, "/sign-in/passkey", credential=foreign.sign(options)).status_code == 422
    assert not is_signed_in(client)
    assert send(client, "/sign-in/passkey", credential=device.sign(challenged(client))).status_code == 303
    assert is_signed_in(client)


def test_paper_opens_where_scripts_do_not_run(client: FlaskClient, session: Session, anna_knows: Person) -> None:
    with_passkey(anna_knows)
    codes = service.renew_recovery_codes(anna_knows.id, at=MONDAY)
    sign_in(client, anna_knows.email)
    assert "passkey" in client.get("/sign-in/code").text
    assert send(client, "/sign-in/code", code=codes[0]).status_code == 303


WRONG = {
    "another site": {"host": "evil.example"},
    "another origin": {"origin": "http://localhost:8000.evil.example"},
    "nobody verified": {"verifies": False},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_device_that_is_wrong_is_neither_kept_nor_believed(session: Session, anna: Person, wrong: str) -> None:
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    id_, options = service.offer_passkey(anna, HERE, at=MONDAY)
    bad = Authenticator(**WRONG[wrong])  # type: ignore[arg-type] # one trait each
    assert service.add_passkey(stay, id_, bad.make(json.loads(options)), "Key", HERE, at=MONDAY) is None
    device = with_passkey(anna)
    for trait, value in WRONG[wrong].items():
        setattr(device, trait, value)
    id_, options = service.offer_proof(None, HERE, at=MONDAY)
    assert service.prove_with_passkey(id_, device.sign(json.loads(options)), HERE, of=None, at=MONDAY) is None


def test_a_challenge_is_used_once_by_whom_it_was_made_for_and_soon_too_old(session: Session, anna: Person) -> None:
    device, bram = with_passkey(anna), makers.a_person("Bram")

    def answered(whose: Person | None, of: Person | None, minutes: int = 0) -> bool:
        id_, options = service.offer_proof(whose.id if whose else None, HERE, at=MONDAY)
        at, signed = MONDAY + timedelta(minutes=minutes), device.sign(json.loads(options))
        first = service.prove_with_passkey(id_, signed, HERE, of=of.id if of else None, at=at)
        assert service.prove_with_passkey(id_, signed, HERE, of=of.id if of else None, at=at) is None, "again"
        return first == anna.id

    assert answered(None, None)
    assert answered(anna, anna)
    assert not answered(bram, bram), "her key does not prove him"
    assert not answered(anna, None)
    assert not answered(None, anna)
    assert not answered(None, None, minutes=5)
    assert answered(None, None, minutes=4)


def test_a_registration_is_no_sign_in_and_the_other_way(session: Session, anna: Person) -> None:
    device, stay = with_passkey(anna), service.open_sign_in(anna, device="", at=MONDAY).sign_in
    id_, options = service.offer_passkey(anna, HERE, at=MONDAY)
    assert service.prove_with_passkey(id_, device.sign(json.loads(options)), HERE, of=anna.id, at=MONDAY) is None
    id_, options = service.offer_proof(anna.id, HERE, at=MONDAY)
    made = Authenticator().make({**json.loads(options), "user": {"id": "AA"}})
    assert service.add_passkey(stay, id_, made, "Key", HERE, at=MONDAY) is None


def test_a_counter_that_runs_back_is_a_copy(session: Session, anna: Person) -> None:
    device = with_passkey(anna)
    results = []
    for counter in (7, 7, 3, 8):
        device.counter = counter
        id_, options = service.offer_proof(None, HERE, at=MONDAY)
        results.append(service.prove_with_passkey(id_, device.sign(json.loads(options)), HERE, of=None, at=MONDAY))
    assert [result is not None for result in results] == [True, False, False, True]


def test_the_first_ends_other_stays_and_one_key_is_kept_once(session: Session, anna: Person) -> None:
    before = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    device = with_passkey(anna)
    assert queries.live_sign_in(before.id, at=MONDAY) is None
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    id_, options = service.offer_passkey(anna, HERE, at=MONDAY)
    with pytest.raises(Conflict):
        service.add_passkey(stay, id_, device.make(json.loads(options)), "Again", HERE, at=MONDAY)


def test_removing_the_last_way_takes_the_paper_along_and_staff_keep_one(session: Session, anna: Person) -> None:
    with_passkey(anna)
    with_app(anna)
    key = queries.passkeys_of(anna.id)[0].id
    service.remove_code_app(anna.id, at=MONDAY)
    assert queries.recovery_codes_left(anna.id) == 10, "the passkey still needs it"
    with pytest.raises(Forbidden):
        service.remove_passkey(anna.id, key, at=MONDAY, may_be_last=False)


def test_removed_it_opens_nothing(client: FlaskClient, session: Session, anna_knows: Person) -> None:
    device = with_passkey(anna_knows)
    makers.enter(client, anna_knows)
    key = queries.passkeys_of(anna_knows.id)[0].id
    assert send(client, f"/account/passkeys/{key}/removal").location == "/account/passkeys"
    assert session.scalar(sa.select(RecoveryCode.id)) is None
    send(client, "/sign-out")
    assert send(client, "/sign-in/passkey", credential=device.sign(challenged(client))).status_code == 422
    assert session.scalar(sa.select(Passkey.id)) is None


def test_it_confirms_who_is_there(client: FlaskClient, session: Session, anna_knows: Person) -> None:
    device = with_passkey(anna_knows)
    makers.enter(client, anna_knows)
    session.execute(sa.update(SignIn).values(proved_at=None))
    session.commit()
    session.expire_all()
    assert client.get("/account/passkeys").status_code == 303
    proof = {"proof_passkey": device.sign(challenged(client)), "proof_target": "/account/passkeys"}
    assert send(client, "/confirm-it-is-you", **proof).location == "/account/passkeys"
    assert client.get("/account/passkeys").status_code == 200


@pytest.mark.parametrize(
    "broken", ["", "{}", "null", "[]", '{"id": "x", "rawId": "x"}', "\x00", '{"id": 1}', "[" * 9000]
)
def test_what_is_no_credential_opens_nothing(client: FlaskClient, session: Session, anna: Person, broken: str) -> None:
    challenged(client)
    assert send(client, "/sign-in/passkey", credential=broken).status_code == 422
    makers.enter(client, anna)
    challenged(client, "/account/passkeys/challenge")
    assert send(client, "/account/passkeys", name="Key", credential=broken).status_code == 422


def test_challenges_are_few_and_do_not_pile_up(client: FlaskClient, session: Session, app: Flask) -> None:
    service.offer_proof(None, HERE, at=clock.now() - timedelta(hours=1))
    challenged(client)
    assert session.scalar(sa.select(sa.func.count()).select_from(PasskeyChallenge)) == 1
    app.config["RATE_FACTOR"] = 1
    client.environ_base["REMOTE_ADDR"] = "203.0.113.61"
    try:
        tries = [send(client, "/sign-in/passkey/challenge").status_code for _ in range(61)]
        assert tries[-2:] == [200, 429]
    finally:
        app.config["RATE_FACTOR"] = 1000
