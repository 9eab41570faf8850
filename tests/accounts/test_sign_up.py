"""Signing up: one form, one answer, one transaction."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.models import Business, JoinRequest, MemberRole, Person, Standing, Verification
from exchange.accounts.service import CompanyDraft, SignUpDraft
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict
from exchange.kernel.registration import read_registration
from tests import makers
from tests.accounts.browsing import a_sign_up, letters, link
from tests.makers import MONDAY, send


def stored_person(email: str) -> Person:
    person = queries.person_by_email(email)
    assert person is not None
    return person


def test_signing_up_makes_a_person_who_manages_a_company_and_mails_a_link(
    client: FlaskClient, session: Session
) -> None:
    answer = send(client, "/sign-up", **a_sign_up(email="Nora@Filature.Example"))

    assert (answer.status_code, answer.location) == (303, "/sign-up/sent")
    nora = stored_person("nora@filature.example")
    [business] = queries.businesses_of(nora.id)
    assert (business.name, business.verification) == ("Filature du Pont", Verification.UNVERIFIED)
    assert queries.role_of(nora.id, business.id) is MemberRole.MANAGER
    assert nora.confirmed_at is None
    assert nora.password_hash.startswith("$argon2id$")
    [letter] = letters(session, nora.email)
    assert link(letter).startswith("/sign-up/confirmation/")
    assert [entry.verb for entry in history("business", business.id)] == ["created", "joined"]


def test_the_link_confirms_only_when_its_button_is_pressed(client: FlaskClient, session: Session) -> None:
    send(client, "/sign-up", **a_sign_up())
    nora = stored_person("nora@filature.example")
    path = link(letters(session, nora.email)[0])

    assert client.get(path).status_code == 200
    assert nora.confirmed_at is None
    assert send(client, path).location == "/sign-in"
    assert nora.confirmed_at is not None
    assert send(client, path).status_code == 409


def test_the_link_dies_after_three_days(session: Session, anna: Person) -> None:
    anna.confirmed_at = None
    service.resend_confirmation(anna.id, at=MONDAY)
    token = link(letters(session, anna.email)[0]).rsplit("/", 1)[1]
    with pytest.raises(Conflict):
        service.confirm(token, at=MONDAY + timedelta(days=3))
    assert service.confirm(token, at=MONDAY + timedelta(days=2)) is anna


def test_a_new_link_can_be_asked_for_and_kills_the_old_one(client: FlaskClient, session: Session) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    makers.enter(client, nora)
    for _ in range(2):
        assert send(client, "/sign-up/confirmation").status_code == 303
    first, second = (link(letter) for letter in letters(session, nora.email))

    assert client.get(first).status_code == 409
    assert client.get(second).status_code == 200


def test_a_known_address_gets_the_same_answer_and_another_mail(client: FlaskClient, session: Session) -> None:
    anna = makers.a_person("Anna")
    answers = [send(client, "/sign-up", **a_sign_up(email=email)) for email in ("new@x.example", anna.email)]

    assert len({(answer.status_code, answer.location, answer.data) for answer in answers}) == 1
    assert [link(letter) for letter in letters(session, anna.email)] == ["/sign-in"]
    assert queries.businesses_of(anna.id) == []


def test_a_number_that_others_manage_asks_them_instead_of_opening_their_company(
    client: FlaskClient, session: Session, brewery: Business, anna: Person
) -> None:
    answer = send(client, "/sign-up", **a_sign_up(number=brewery.registration_number, company="Mine now"))

    assert answer.location == "/sign-up/sent"
    nora = stored_person("nora@filature.example")
    assert queries.businesses_of(nora.id) == []
    assert brewery.name == "Brasserie du Fil"
    [letter] = letters(session, nora.email)
    assert "Brasserie du Fil" in letter.body
    assert letters(session, anna.email) == [], "managers hear of confirmed addresses only"

    send(client, link(letter))
    [asked] = letters(session, anna.email)
    assert "nora@filature.example" in asked.body
    assert list(queries.join_requests(brewery.id)) == [nora]


def test_a_company_known_from_registers_is_claimed_with_its_number(client: FlaskClient, session: Session) -> None:
    observed = makers.a_business("FILATURE SA", verified=False, standing=Standing.UNCLAIMED)
    send(client, "/sign-up", **a_sign_up(number=observed.registration_number))

    session.refresh(observed)
    assert (observed.name, observed.standing) == ("Filature du Pont", Standing.ACTIVE)
    nora = stored_person("nora@filature.example")
    assert list(queries.businesses_of(nora.id)) == [observed]


def test_claiming_by_registration_touches_unclaimed_companies_only(session: Session, brewery: Business) -> None:
    taken = read_registration(str(brewery.registration_number))
    assert service.claim_by_registration(taken, "Mine", by=makers.a_person().id, at=MONDAY) is None
    assert service.claim_by_registration(read_registration(makers.a_siren()), "X", by=brewery.id, at=MONDAY) is None


def test_a_company_whose_manager_never_confirmed_is_free_for_the_next(client: FlaskClient, session: Session) -> None:
    number = makers.a_siren()
    send(client, "/sign-up", **a_sign_up(email="typo@filature.example", number=number))
    send(client, "/sign-up", **a_sign_up(number=number))

    nora, typo = stored_person("nora@filature.example"), stored_person("typo@filature.example")
    assert len(queries.businesses_of(nora.id)) == 1
    assert queries.businesses_of(typo.id) == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "nora"),
        ("email", "nora@" + "x" * 300 + ".example"),
        ("email", "nora@filature.example\nBcc: all@x.example"),
        ("email", "nora\x00@filature.example"),
        ("password", "short"),
        ("password", "Password1234"),
        ("password", "x" * 129),
        ("number", "123456789"),
        ("number", "35600000000049"),
        ("number", "BE 0400.000.000"),
        ("name", "  "),
        ("name", "N" * 121),
        ("name", "Nora\nBcc: all@x.example"),
        ("company", "\x00"),
        ("company", "🧵" * 161),
        ("company", "x" * 400_000),
    ],
)
def test_what_cannot_be_stored_is_said_beside_the_field_and_the_rest_is_kept(
    client: FlaskClient, session: Session, field: str, typed: str
) -> None:
    answer = send(client, "/sign-up", **a_sign_up(**{field: typed}))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    kept = "Filature du Pont" if field == "name" else "Nora"
    assert f'value="{kept}"' in answer.text
    assert makers.PASSWORD not in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_any_character_may_stand_in_a_password(client: FlaskClient, session: Session) -> None:
    odd = " é🧵\t<script>'\"\\ "
    assert send(client, "/sign-up", **a_sign_up(password=odd)).status_code == 303
    assert send(client, "/sign-in", email="nora@filature.example", password=odd).status_code == 303


def test_the_same_form_sent_twice_signs_up_once(client: FlaskClient, session: Session) -> None:
    form, request_id = a_sign_up(), "00000000-0000-7000-8000-000000000abc"
    answers = [send(client, "/sign-up", request_id=request_id, **form) for _ in range(2)]

    assert {answer.location for answer in answers} == {"/sign-up/sent"}
    assert len(letters(session, "nora@filature.example")) == 1


def test_of_a_password_nothing_is_kept_with_the_request(client: FlaskClient, session: Session) -> None:
    first, second = "00000000-0000-7000-8000-000000000aaa", "00000000-0000-7000-8000-000000000bbb"
    form = a_sign_up()
    send(client, "/sign-up", request_id=first, **form)
    send(client, "/sign-up", request_id=second, **{**form, "password": "another long one 77"})
    digests = session.scalars(sa.text("SELECT digest FROM request_seen")).all()
    assert len(digests) == 2
    assert len(set(digests)) == 1


def test_the_mail_speaks_the_language_of_the_page(client: FlaskClient, session: Session) -> None:
    send(client, "/language", language="nl")
    assert send(client, "/sign-up", **a_sign_up()).status_code == 303
    assert stored_person("nora@filature.example").language == "nl"


def test_two_sign_ups_with_one_number_make_one_company(session: Session) -> None:
    number = read_registration(makers.a_siren())
    draft = CompanyDraft(number, "Filature")
    for name in ("a", "b"):
        service.sign_up(SignUpDraft(name, f"{name}@x.example", "long enough 123", draft), language="en", at=clock.now())
    same = sa.select(sa.func.count()).where(Business.registration_number == number.number)
    assert session.scalar(same) == 1


def test_people_who_are_in_have_no_need_of_the_form(client: FlaskClient, anna: Person, app: Flask) -> None:
    assert makers.enter(client, anna).get("/sign-up").location == "/company"


def test_declining_settles_what_was_asked(session: Session, brewery: Business, anna: Person) -> None:
    nora = makers.a_person("Nora")
    draft = CompanyDraft(read_registration(str(brewery.registration_number)), "x")
    service.add_business(nora, draft, at=MONDAY)
    service.decline_join_request(brewery.id, nora.id, by=anna.id, at=MONDAY)

    assert queries.join_requests(brewery.id) == []
    asked = session.get_one(JoinRequest, (nora.id, brewery.id), populate_existing=True)
    assert asked.settled_at == MONDAY
