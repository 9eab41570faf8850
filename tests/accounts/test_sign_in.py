"""Coming in, going out, and what a cookie is worth afterwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, Person, SignIn, StaffRole
from tests import makers
from tests.accounts.browsing import is_signed_in, sign_in
from tests.makers import MONDAY, send


@pytest.fixture
def anna_knows(anna: Person, brewery: Business) -> Person:
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return anna


def test_the_right_password_opens_and_the_company_page_is_next(client: FlaskClient, anna_knows: Person) -> None:
    answer = sign_in(client, anna_knows.email.upper())
    assert (answer.status_code, answer.location) == (303, "/company")
    assert "Brasserie du Fil" in client.get("/company").text


@pytest.mark.parametrize("email", ["nobody@navette.example", "no address", "\x00", "x" * 300, ""])
def test_nobody_learns_whether_an_address_is_known(client: FlaskClient, anna_knows: Person, email: str) -> None:
    wrong = sign_in(client, anna_knows.email, "not the password")
    unknown = sign_in(client, email, "not the password")
    assert wrong.status_code == unknown.status_code == 422
    assert "do not belong together" in wrong.text
    assert "do not belong together" in unknown.text


def test_an_unknown_address_costs_the_same_work(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str | None] = []
    opens = passwords.opens
    monkeypatch.setattr(passwords, "opens", lambda kept, given: tried.append(kept) or opens(kept, given))
    assert service.sign_in("nobody@navette.example", "x", device="", at=MONDAY) is None
    assert tried == [None]
    assert passwords._dummy.cache_info().currsize == 1


def test_no_password_opens_the_dummy(session: Session) -> None:
    assert not passwords.opens(None, "nobody's password")
    assert not passwords.opens("!", "anything")


@pytest.mark.parametrize(
    ("wish", "onward"),
    [
        ("/offers/new?x=1", "/offers/new?x=1"),
        ("https://evil.example", "/company"),
        ("//evil.example", "/company"),
        ("/\\evil.example", "/company"),
        ("javascript:alert(1)", "/company"),
        ("/a\nb", "/company"),
    ],
)
def test_next_stays_on_this_host(client: FlaskClient, anna_knows: Person, wish: str, onward: str) -> None:
    assert sign_in(client, anna_knows.email, next=wish).location == onward


def test_the_form_carries_next_and_who_is_in_goes_straight_on(client: FlaskClient, anna_knows: Person) -> None:
    assert 'name="next" value="/notices"' in client.get("/sign-in?next=/notices").text
    sign_in(client, anna_knows.email)
    assert client.get("/sign-in?next=/notices").location == "/notices"


def test_a_replayed_cookie_is_dead_after_sign_out(client: FlaskClient, anna_knows: Person) -> None:
    sign_in(client, anna_knows.email)
    with client.session_transaction() as cookie:
        stolen = cookie["_user_id"]
    assert send(client, "/sign-out").location == "/"

    with client.session_transaction() as cookie:
        assert "_user_id" not in cookie
        cookie["_user_id"] = stolen
    assert not is_signed_in(client)


def test_signing_in_starts_a_new_session_that_keeps_the_language(client: FlaskClient, anna_knows: Person) -> None:
    send(client, "/language", language="nl")
    with client.session_transaction() as cookie:
        cookie["planted"], before = "by a stranger", cookie["csrf"]
    sign_in(client, anna_knows.email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf") != before
        assert cookie["language"] == "nl"


def test_signing_in_again_leaves_no_earlier_cookie_that_opens(
    client: FlaskClient, anna_knows: Person, session: Session
) -> None:
    for _ in range(2):
        sign_in(client, anna_knows.email)
    ended = session.scalars(sa.select(SignIn.ended_at).order_by(SignIn.created_at)).all()
    assert [at is not None for at in ended] == [True, False]


@pytest.mark.parametrize(("staff", "stay"), [(None, timedelta(days=30)), (StaffRole.MODERATOR, timedelta(hours=12))])
def test_members_stay_a_month_and_staff_half_a_day(session: Session, staff: StaffRole | None, stay: timedelta) -> None:
    entry = service.open_sign_in(makers.a_person(staff=staff), device="x" * 5000, at=MONDAY)
    assert entry.sign_in.expires_at - MONDAY == stay
    assert queries.live_sign_in(entry.sign_in.id, at=MONDAY + stay) is None
    assert entry.secret not in entry.sign_in.secret_hash


def test_staff_who_leave_a_browser_alone_for_half_an_hour_are_out_and_members_are_not(session: Session) -> None:
    minutes = [timedelta(minutes=of) for of in (30, 36, 60)]
    mona = service.open_sign_in(makers.a_person("Mona", staff=StaffRole.MODERATOR), device="", at=MONDAY).sign_in
    anna = service.open_sign_in(makers.a_person("Anna"), device="", at=MONDAY).sign_in
    stays = [[queries.live_sign_in(one.id, at=MONDAY + of) is not None for of in minutes] for one in (mona, anna)]
    assert stays == [[True, False, False], [True, True, True]]

    session.execute(service.seen(mona.id, place="", at=MONDAY + minutes[0]))
    session.refresh(mona)
    assert queries.live_sign_in(mona.id, at=MONDAY + minutes[2]) is not None, "every request counts"


def test_a_member_who_leaves_a_browser_alone_for_two_weeks_is_out(session: Session, anna: Person) -> None:
    stay = service.open_sign_in(anna, device="", at=MONDAY).sign_in
    days = [timedelta(days=of) for of in (13, 14, 20)]
    assert [queries.live_sign_in(stay.id, at=MONDAY + of) is not None for of in days] == [True, False, False]

    session.execute(service.seen(stay.id, place="", at=MONDAY + days[0]))
    session.refresh(stay)
    assert queries.live_sign_in(stay.id, at=MONDAY + days[2]) is not None, "every request counts"


def test_a_sign_in_acts_for_the_business_of_the_last_one(session: Session, anna: Person, brewery: Business) -> None:
    other = makers.a_business("Other", member=anna)
    first = service.open_sign_in(anna, device="", at=MONDAY)
    assert first.sign_in.business_id == brewery.id
    service.choose_business(first.sign_in.id, anna.id, other.id)
    assert service.open_sign_in(anna, device="", at=MONDAY + timedelta(days=1)).sign_in.business_id == other.id


@pytest.fixture
def strict(app: Flask) -> Iterator[None]:
    app.config["RATE_FACTOR"] = 1
    yield
    app.config["RATE_FACTOR"] = 1000


@pytest.mark.usefixtures("strict")
def test_the_eleventh_try_is_refused_even_with_the_right_password(client: FlaskClient, anna_knows: Person) -> None:
    for number in range(10):
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        assert sign_in(client, anna_knows.email, "wrong").status_code == 422
    answer = sign_in(client, anna_knows.email)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300


@pytest.mark.usefixtures("strict")
def test_one_address_tries_ten_accounts_and_no_more(client: FlaskClient, session: Session) -> None:
    client.environ_base["REMOTE_ADDR"] = "198.51.100.200"
    statuses = [sign_in(client, f"somebody{n}@x.example", "wrong").status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]
