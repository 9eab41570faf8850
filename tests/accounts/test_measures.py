"""Measures: none without reasons, in force from the next request, judged by somebody else; nobody opens another."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts import queries as accounts
from exchange.accounts import service as companies
from exchange.accounts.measures import queries, service
from exchange.accounts.measures.models import AccountMeasure, MeasureGround, MeasureOutcome
from exchange.accounts.measures.noting import Reasons
from exchange.accounts.models import Business, Invitation, MemberRole, Membership, Person, StaffRole, Standing
from exchange.accounts.secret import hashed
from exchange.deals.recurring import service as calendars
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import is_open_to_suspended
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY, send

REASONS = Reasons(MeasureGround.CONDUCT, "Threatened a driver.")
LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def ada(session: Session) -> Person:
    """Administers."""
    return makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)


def suspend(person: Person, by: Person, **more: Any) -> AccountMeasure:
    with unit_of_work():
        return service.suspend_person(
            person.id, REASONS, **{"until": None, "by": by.id, "at": clock.now(), **more}
        )  # fmt: skip


def stop(business: Business, by: Person) -> AccountMeasure:
    with unit_of_work():
        return companies.suspend_business(business.id, by=by.id, at=MONDAY, reason="Waste was sold as goods")


def invited(business: Business, email: str, by: Person) -> str:
    """The secret of an invitation to a seat."""
    makers._stored(
        Invitation(
            token_hash=hashed("seat"), business_id=business.id, email=email, role=MemberRole.MEMBER, invited_by=by.id,
            created_at=MONDAY, expires_at=clock.now() + timedelta(days=7),
        )
    )  # fmt: skip
    return "seat"


def test_a_suspended_person_is_signed_out_everywhere_and_comes_back_to_read_why(
    app: Flask, client: FlaskClient, session: Session, anna: Person, brewery: Business, ada: Person
) -> None:
    browsers = [makers.enter(app.test_client(), anna, brewery) for _ in range(3)]
    suspend(anna, ada)

    assert {browser.get("/company").status_code for browser in browsers} == {303}
    makers.enter(client, anna, brewery)
    refused = client.get("/deals")
    assert refused.status_code == 403
    assert 'href="/account/measures"' in refused.text
    page = client.get("/account/measures").text
    for told in (
        "Threatened a driver.",
        "Conduct that harms others",
        "Until it is lifted",
        "Anna · 23 Nov 2026",
        "go to court",
        "None: a person decided.",
    ):
        assert told.lower() in page.lower()
    assert "Threatened a driver." in letters(session, anna.email)[-1].body


def test_who_is_signed_in_at_that_moment_is_refused_at_the_next_request(
    client: FlaskClient, anna: Person, brewery: Business, ada: Person
) -> None:
    """Even a stay that began after the stays were ended, or that was missed."""
    suspend(anna, ada)
    makers.enter(client, anna, brewery)

    answer = client.post("/api/v1/anything")
    assert answer.status_code in {404, 405}
    lot = makers.a_lot(makers.a_site(brewery))
    api = client.get(f"/api/v1/offers/{lot.id}/matches")
    assert (api.status_code, api.get_json()["code"]) == (403, "person_suspended")
    assert send(client, "/company/invitations", email="x@y.example", role="member").status_code == 403


def test_a_suspension_ends_by_itself(client: FlaskClient, anna: Person, brewery: Business, ada: Person) -> None:
    until = clock.now() - timedelta(seconds=1)
    suspend(anna, ada, at=until - timedelta(days=2), until=until)

    assert makers.enter(client, anna, brewery).get("/company").status_code == 200
    suspend(anna, ada)
    assert client.get("/company").status_code == 303, "and another may follow"


def test_an_administrator_lifts_it_and_everything_is_in_the_journal(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, ada: Person
) -> None:
    measure = suspend(anna, ada)
    with unit_of_work():
        service.lift(measure.id, by=ada.id, at=clock.now())

    assert makers.enter(client, anna, brewery).get("/company").status_code == 200
    assert [entry.verb for entry in history("person", anna.id)][-2:] == ["suspended", "lifted"]
    assert history("person", anna.id)[-2].details["reason"] == "Threatened a driver."
    assert "open again" in letters(session, anna.email)[-1].subject
    with pytest.raises(Conflict, match="decided_already"):
        service.lift(measure.id, by=ada.id, at=clock.now())


def test_the_suspended_person_objects_once_and_somebody_else_judges(
    client: FlaskClient, session: Session, anna: Person, ada: Person, mona: Person
) -> None:
    measure = suspend(anna, ada)
    makers.enter(client, anna)
    assert send(client, f"/account/measures/{measure.id}/objection", words="").status_code == 422
    assert send(client, f"/account/measures/{measure.id}/objection", words="It was a joke.").status_code == 303
    assert send(client, f"/account/measures/{measure.id}/objection", words="Again.").status_code == 409

    with pytest.raises(Forbidden, match="own_decision"):
        service.judge(measure.id, MeasureOutcome.UPHELD, "No.", by=ada.id, at=LATER)
    makers.enter(client, mona)
    assert "Objection waits" in client.get("/desk/measures?lang=en").text
    answer = {"outcome": "reversed", "answer": "It was one."}
    assert send(client, f"/desk/measures/{measure.id}/judgement", **answer).status_code == 303

    assert queries.suspension_of(anna.id, at=clock.now()) is None
    assert "It was one." in letters(session, anna.email)[-1].body
    with pytest.raises(Conflict, match="decided_already"):
        service.judge(measure.id, MeasureOutcome.UPHELD, "No.", by=mona.id, at=LATER)


def test_a_company_objects_through_its_manager_and_trades_again(
    session: Session, brewery: Business, anna: Person, mona: Person, ada: Person
) -> None:
    measure, max_ = stop(brewery, mona), makers.a_person("Max")
    session.add(Membership(person_id=max_.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY))
    session.commit()
    with pytest.raises(NotFound):
        service.object_to(measure.id, "Not so.", by=max_.id, at=LATER)
    with unit_of_work():
        service.object_to(measure.id, "Not so.", by=anna.id, at=LATER)
        service.judge(measure.id, MeasureOutcome.REVERSED, "Not so indeed.", by=ada.id, at=LATER)

    session.refresh(brewery)
    assert brewery.standing is Standing.ACTIVE
    assert queries.measure(measure.id).lifted_by == ada.id  # type: ignore[union-attr] # it is there
    assert "Not so indeed." in letters(session, anna.email)[-1].body


def test_an_objection_has_six_months(anna: Person, ada: Person) -> None:
    measure = suspend(anna, ada, at=MONDAY)

    with pytest.raises(Conflict, match="appeal_too_late"):
        service.object_to(measure.id, "No.", by=anna.id, at=MONDAY + service.APPEAL_LASTS + timedelta(seconds=1))


@pytest.mark.parametrize("stopped", ["person", "company", "refused"])
def test_who_is_stopped_neither_opens_nor_joins_another_company(
    client: FlaskClient, session: Session, stopped: str, anna: Person, brewery: Business, farm: Business, bram: Person,
    ada: Person, mona: Person,
) -> None:  # fmt: skip
    token, code = invited(farm, anna.email, bram), "person_suspended" if stopped == "person" else "company_stopped"
    if stopped == "person":
        suspend(anna, ada)
    elif stopped == "company":
        stop(brewery, mona)
    else:
        with unit_of_work():
            companies.refuse_business(brewery.id, by=mona.id, at=MONDAY, reason="The number is another's")
    makers.enter(client, anna, brewery)

    opened = send(client, "/company/new", number=makers.a_siren(), company="Brasserie de Rechange")
    joined = send(client, f"/invitations/{token}/acceptance")

    assert (opened.status_code, joined.status_code) == (403, 403)
    assert 'href="/account/measures"' in opened.text
    with pytest.raises(Forbidden, match=code):
        companies.accept_invitation(token, anna.id, at=clock.now())
    session.rollback()
    assert [one.id for one in accounts.businesses_of(anna.id)] == [brewery.id]


def test_leaving_the_suspended_company_first_does_not_help(
    session: Session, anna: Person, brewery: Business, mona: Person
) -> None:
    stop(brewery, mona)
    left = sa.update(Membership).where(Membership.person_id == anna.id).values(ended_at=LATER)
    session.execute(left)

    stopped = queries.stopped_business_of(anna.id)
    assert stopped is not None
    assert stopped.id == brewery.id


def test_who_had_left_before_is_free(session: Session, anna: Person, brewery: Business, mona: Person) -> None:
    session.execute(sa.update(Membership).where(Membership.person_id == anna.id).values(ended_at=MONDAY))
    with unit_of_work():
        companies.suspend_business(brewery.id, by=mona.id, at=LATER, reason="Waste was sold as goods")

    assert queries.stopped_business_of(anna.id) is None


def test_nobody_joins_a_company_while_it_is_suspended(
    session: Session, brewery: Business, anna: Person, bram: Person, mona: Person
) -> None:
    token = invited(brewery, bram.email, anna)
    stop(brewery, mona)

    with pytest.raises(Forbidden, match="company_suspended"):
        companies.accept_invitation(token, bram.id, at=clock.now())


def test_the_secret_address_of_a_calendar_is_dead_from_the_next_request(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, mona: Person, ada: Person
) -> None:
    """The one way in by a token that there is so far; doors to come ask the same question."""
    makers.enter(client, anna, brewery)
    with unit_of_work():
        calendars.make_feed(anna.id, brewery.id, at=MONDAY)
    found = re.search(r"/calendar/[^\s\"<]+\.ics", client.get("/calendar").text)
    assert found
    path = found[0]
    assert client.get(path).status_code == 200

    measure = stop(brewery, mona)
    assert client.get(path).status_code == 403
    with unit_of_work():
        service.lift(measure.id, by=mona.id, at=LATER)
    assert client.get(path).status_code == 200
    suspend(anna, ada)
    assert client.get(path).status_code == 403


def test_what_programs_ask_says_no_for_either(
    anna: Person, brewery: Business, bram: Person, mona: Person, ada: Person
) -> None:
    now = clock.now()
    assert not queries.is_stopped(anna.id, brewery.id, at=now)
    assert not queries.is_stopped(bram.id, None, at=now)
    stop(brewery, mona)
    suspend(bram, ada)
    assert queries.is_stopped(anna.id, brewery.id, at=clock.now())
    assert queries.is_stopped(bram.id, None, at=clock.now())


def test_nobody_suspends_themselves_an_officer_or_somebody_twice(
    anna: Person, ada: Person, mona: Person, session: Session
) -> None:
    with pytest.raises(Forbidden, match="oneself"):
        suspend(ada, ada)
    with pytest.raises(Conflict, match="has_office"):
        suspend(mona, ada)
    suspend(anna, ada)
    with pytest.raises(Conflict, match="decided_already"):
        suspend(anna, ada)


def test_from_the_desk_by_address_and_by_number(
    client: FlaskClient, session: Session, anna: Person, farm: Business, ada: Person
) -> None:
    makers.enter(client, ada)
    told = {"ground": "fraud", "explanation": "None of the lots was there.", "until": ""}
    for who, field in (("nobody@navette.example", "who"), (anna.email, "until")):
        refused = send(client, "/desk/measures", **{**told, "who": who, "until": "2020-01-01"})
        assert refused.status_code == 422
        assert f'id="{field}-error"' in refused.text
    for who in (anna.email, farm.registration_number):
        assert send(client, "/desk/measures", **{**told, "who": who}).status_code == 303
    bare = send(client, "/desk/measures", who=anna.email, ground="fraud", explanation=" ")
    assert bare.status_code == 422

    session.refresh(farm)
    assert farm.standing is Standing.SUSPENDED
    assert queries.suspension_of(anna.id, at=clock.now()) is not None
    [first] = queries.in_force(1, at=clock.now())
    assert "None of the lots was there." in client.get(f"/desk/measures/{first.measure.id}").text


def test_moderators_read_and_judge_but_neither_suspend_nor_lift(
    client: FlaskClient, anna: Person, ada: Person, mona: Person
) -> None:
    measure = suspend(anna, ada)
    makers.enter(client, mona)

    assert client.get("/desk/measures").status_code == 200
    assert send(client, f"/desk/measures/{measure.id}/lifting").status_code == 403
    assert send(client, "/desk/measures", who=anna.email).status_code == 403


def test_only_the_way_to_the_statement_ones_data_and_the_way_out_stay_open(app: Flask) -> None:
    strangers = {"ANYONE", "EMBEDDED"}
    marked = {
        rule.endpoint for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and is_open_to_suspended(app, rule.endpoint)
        and app.view_functions[rule.endpoint].__audience__.name not in strangers
    }  # fmt: skip

    assert {endpoint.partition(".")[0] for endpoint in marked} == {
        "accounts", "erasure", "measures", "personal_data", "security"
    }  # fmt: skip
    assert {one for one in marked if one.startswith(("accounts.", "security."))} == {
        "accounts.sign_out", "security.change_password", "security.confirm_it_is_you", "security.end_other_sign_ins",
        "security.end_sign_in", "security.prove_it_is_you", "security.show",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"explanation": ""}, "explains_itself"), ({"facts": {}}, "rests_on_facts"),
        ({"redress": []}, "offers_redress"),
        ({"kind": "refused"}, "people_are_suspended_only"), ({"ends_at": MONDAY}, "ends_after_it_begins"),
        ({"person_id": None}, "about_one"), ({"lifted_at": LATER}, "lifted_by_somebody"),
        ({"appeal_words": "Why"}, "appealed_with_words"),
    ],
)  # fmt: skip
def test_the_database_keeps_no_measure_without_its_reasons(
    session: Session, anna: Person, ada: Person, change: dict[str, Any], promise: str
) -> None:
    suspend(anna, ada, at=MONDAY)

    with pytest.raises(IntegrityError, match=promise):
        session.execute(sa.update(AccountMeasure).values(change))


def test_the_database_lets_nobody_judge_their_own_measure(session: Session, anna: Person, ada: Person) -> None:
    suspend(anna, ada, at=MONDAY)
    judged = {"appealed_by": anna.id, "appealed_at": LATER, "appeal_words": "No", "appeal_outcome": "upheld",
              "appeal_answer": "So", "appeal_decided_by": ada.id, "appeal_decided_at": LATER}  # fmt: skip

    with pytest.raises(IntegrityError, match="judged_by_somebody_else"):
        session.execute(sa.update(AccountMeasure).values(judged))
