"""The second step: an app that makes codes, codes on paper, and who cannot do without."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, CodeApp, Person, StaffRole
from exchange.kernel import clock
from exchange.kernel.sealed import seal, unseal
from tests import makers
from tests.accounts.browsing import is_signed_in, letters, sign_in
from tests.makers import MONDAY, send

LATER = MONDAY + timedelta(minutes=1)


@pytest.fixture
def anna_knows(anna: Person, brewery: Business) -> Person:
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return anna


def with_app(person: Person, *, at: datetime = MONDAY) -> tuple[pyotp.TOTP, list[str]]:
    """Somebody whose app counts, and their paper."""
    stay = service.open_sign_in(person, device="", at=at).sign_in
    service.offer_code_app(person.id, at=at)
    app = pyotp.TOTP(service.offered_secret(person.id) or "")
    codes = service.confirm_code_app(stay, app.at(at), at=at)
    assert codes is not None
    return app, codes


def test_set_up_in_the_browser_then_asked_at_the_next_sign_in(
    client: FlaskClient, anna_knows: Person, session: Session
) -> None:
    sign_in(client, anna_knows.email)
    assert send(client, "/account/second-step").location == "/account/second-step"
    page = client.get("/account/second-step").text
    app = pyotp.TOTP(re.findall(r"<code>([A-Z2-7]{32})</code>", page)[0])
    assert client.get("/account/second-step/code.svg").mimetype == "image/svg+xml"
    right = {"code": app.at(clock.now())}
    assert send(client, "/account/second-step/confirmation", code="000000x").status_code == 422
    shown = send(client, "/account/second-step/confirmation", **right).text
    codes = re.findall(r"<code>([A-Z2-7-]{29})</code>", shown)
    assert len(set(codes)) == 10
    assert "set up" in letters(session, anna_knows.email)[-1].subject
    assert client.get("/account/second-step/code.svg").status_code == 404, "the secret is not shown again"

    send(client, "/sign-out")
    assert sign_in(client, anna_knows.email, next="/notices").location == "/sign-in/code"
    assert not is_signed_in(client)
    assert send(client, "/sign-in/code", code=right["code"]).status_code == 422, "used when it was confirmed"
    assert send(client, "/sign-in/code", code=codes[0].lower()).location == "/notices"
    assert is_signed_in(client)


def test_a_code_counts_once_near_its_time_and_never_backwards(session: Session, anna: Person) -> None:
    app, _codes = with_app(anna)
    assert not service.proves(anna.id, app.at(MONDAY), at=MONDAY), "the first one was used to confirm"
    assert not service.proves(anna.id, app.at(LATER), at=LATER + timedelta(seconds=60))
    assert service.proves(anna.id, app.at(LATER), at=LATER + timedelta(seconds=30))
    assert not service.proves(anna.id, app.at(LATER), at=LATER + timedelta(seconds=30))
    assert not service.proves(anna.id, app.at(LATER - timedelta(seconds=30)), at=LATER)


def test_each_code_on_paper_opens_once_and_new_paper_voids_the_old(session: Session, anna: Person) -> None:
    _app, codes = with_app(anna)
    bram = makers.a_person("Bram")
    assert not service.proves(bram.id, codes[0], at=LATER), "somebody else's paper"
    assert [service.proves(anna.id, codes[0], at=LATER) for _ in range(2)] == [True, False]
    assert queries.recovery_codes_left(anna.id) == 9
    fresh = service.renew_recovery_codes(anna.id, at=LATER)
    assert not service.proves(anna.id, codes[1], at=LATER)
    assert service.proves(anna.id, fresh[0], at=LATER)


def test_setting_up_signs_the_other_browsers_out(session: Session, anna: Person) -> None:
    before = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    with_app(anna)
    assert queries.live_sign_in(before.id, at=MONDAY) is None


def test_of_secret_and_paper_nothing_readable_is_stored(session: Session, anna: Person) -> None:
    app, codes = with_app(anna)
    kept = session.scalars(sa.text("SELECT sealed_secret FROM code_app UNION ALL SELECT code_hash FROM recovery_code"))
    stored = " ".join(kept)
    assert app.secret not in stored
    assert not any(code.replace("-", "") in stored for code in codes)


def test_a_sealed_secret_opens_with_its_key_and_purpose_only(app: Flask, session: Session) -> None:
    sealed = seal("warp", purpose="one")
    assert unseal(sealed, purpose="one") == "warp"
    with pytest.raises(InvalidToken):
        unseal(sealed, purpose="two")
    app.config["SECRET_KEY"], kept = "another", app.config["SECRET_KEY"]
    try:
        with pytest.raises(InvalidToken):
            unseal(sealed, purpose="one")
    finally:
        app.config["SECRET_KEY"] = kept


def test_setting_up_twice_is_refused_and_it_can_be_removed(
    client: FlaskClient, anna_knows: Person, session: Session
) -> None:
    with_app(anna_knows, at=clock.now())
    makers.enter(client, anna_knows)
    assert send(client, "/account/second-step").status_code == 409
    assert send(client, "/account/recovery-codes").status_code == 200
    assert send(client, "/account/second-step/removal").status_code == 303
    assert session.scalar(sa.select(CodeApp)) is None


def test_a_code_without_a_password_before_it_opens_nothing(client: FlaskClient, session: Session) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"
    assert send(client, "/sign-in/code", code="123456").status_code == 409


def test_a_new_password_ends_the_wait_for_a_code(session: Session, anna_knows: Person) -> None:
    app, _codes = with_app(anna_knows)
    half = service.sign_in(anna_knows.email, makers.PASSWORD, device="", at=LATER)
    assert isinstance(half, service.Halfway)
    service.change_password(anna_knows.id, makers.PASSWORD, "a quite new one 61", device="", second=True, at=LATER)
    with pytest.raises(service.DeadLink):
        service.take_second_step(half.secret, app.at(LATER), device="", at=LATER)


def test_the_wait_ends_after_ten_minutes(session: Session, anna_knows: Person) -> None:
    app, _codes = with_app(anna_knows)
    half = service.sign_in(anna_knows.email, makers.PASSWORD, device="", at=MONDAY)
    assert isinstance(half, service.Halfway)
    late = MONDAY + timedelta(minutes=10)
    with pytest.raises(service.DeadLink):
        service.take_second_step(half.secret, app.at(late), device="", at=late)


@pytest.fixture
def deployed(app: Flask) -> Iterator[None]:
    """As behind https, with the real limits."""
    app.config.update(STAFF_SECOND_STEP=True, RATE_FACTOR=1)
    yield
    app.config.update(STAFF_SECOND_STEP=False, RATE_FACTOR=1000)


@pytest.mark.usefixtures("deployed")
def test_six_digits_are_not_guessed(client: FlaskClient, anna_knows: Person) -> None:
    app, _codes = with_app(anna_knows, at=clock.now() - timedelta(minutes=5))
    for number in range(5):
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        sign_in(client, anna_knows.email)
        assert send(client, "/sign-in/code", code="000 00x").status_code == 422
    assert send(client, "/sign-in/code", code=app.at(clock.now())).status_code == 429


@pytest.mark.usefixtures("deployed")
def test_staff_have_no_desk_before_the_second_step(client: FlaskClient, mona: Person) -> None:
    mona.password_hash = passwords.keep(makers.PASSWORD)
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"  # the limits count every test that signs in
    sign_in(client, mona.email)
    refused = client.get("/desk")
    assert refused.status_code == 403
    assert 'href="/desk"' not in client.get("/account/security").text
    app, _codes = with_app(mona, at=clock.now() - timedelta(minutes=5))
    sign_in(client, mona.email)
    assert send(client, "/sign-in/code", code=app.at(clock.now())).status_code == 303
    assert client.get("/desk").status_code == 200
    assert send(client, "/account/second-step/removal").status_code == 403
    assert queries.code_app(mona.id) is not None


def test_staff_of_a_laptop_may_do_without(client: FlaskClient) -> None:
    makers.enter(client, makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR))
    assert client.get("/desk").status_code == 200
