"""An administrator acts for a company that asked for help: an hour at most, in the open, and never with its secrets."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from exchange.accounts.acting.models import StandIn
from exchange.accounts.models import Business, MemberRole, Membership, Person, Site, StaffRole
from exchange.accounts.views.proving import asks_who_is_there
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.notices.models import Notice
from exchange.web.audiences import Audience, audience_of
from tests import makers
from tests.access_doors import DOORS
from tests.access_stage import Stage, set_stage
from tests.accounts.dangerous import ASKS_IN_ITS_OWN_FORM, DANGEROUS
from tests.makers import send

LISTINGS = {
    "offers.change", "offers.create", "offers.edit", "offers.new", "offers.pause", "offers.resume", "offers.withdraw",
    "needs.change", "needs.create", "needs.edit", "needs.new", "needs.pause", "needs.resume", "needs.withdraw",
    "drafts.delete", "drafts.duplicate", "drafts.keep", "photos.add", "photos.describe", "photos.manage",
    "photos.move", "photos.remove", "kept_photos.show", "papers.add", "papers.remove", "papers.save",
    "tending.extend", "tending.renew", "unsent.index", "words.fill", "lot_imports.create", "lot_imports.new",
    "lot_imports.report", "lot_imports.run", "lot_imports.show", "lot_imports.template",
}  # fmt: skip
READING = {
    "company.show", "deals.index", "matching.of_need", "matching.of_offer", "near_misses.of_need",
    "near_misses.of_offer", "near_misses.adjust_need", "near_misses.adjust_offer",
}  # fmt: skip
THE_WAY_OUT = {"acting.end", "accounts.sign_out", "web.choose_language"}
ALLOWED = LISTINGS | READING | THE_WAY_OUT
"""All that may be done in the place of a company. What is new is refused until somebody writes it here."""
NEVER = {
    "deals.accept", "deals.counter", "deals.propose", "deals.weigh", "deals.confirm", "deals.refuse", "deals.hand_over",
    "deals.handover_code", "deals.agree_rhythm", "claiming.allow", "claiming.claim", "ratings.rate", "ratings.new",
    "company.invite", "company.end_membership", "company.decline_join_request", "company.withdraw_invitation",
    "company.add", "company.choose", "calendar.make_feed", "calendar.end_feed", "paying.keep", "invitations.accept",
    "accounts.reset_password", "accounts.ask_for_reset", "accounts.enter", "documents.issue", "deals.agree_claim",
}  # fmt: skip


BAND = 'id="on-behalf"'


@pytest.fixture
def ada(session: Session) -> Person:
    """Administers."""
    return makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)


@pytest.fixture
def helping(client: FlaskClient, ada: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    """Ada's browser, in which she acts for the brewery."""
    makers.enter(client, ada)
    assert begin(client, brewery).status_code == 303
    return client


def begin(client: FlaskClient, business: Business, **changes: Any) -> Any:
    told = {"number": business.registration_number, "reason": "Anna rang: her photo will not load."}
    return send(client, "/desk/acting", **{**told, **changes})


def knock(app: Flask, client: FlaskClient, rule: Rule, method: str, stage: Stage) -> Any:
    """As the access matrix does: at things that are there."""
    ids = DOORS[rule.endpoint].ids
    path = app.url_map.bind("localhost").build(rule.endpoint, ids(stage) if ids else {}, method)
    return client.get(path) if method == "GET" else send(client, path)


def test_every_door_but_those_that_are_listed_is_shut_in_the_place_of_a_company(
    app: Flask, helping: FlaskClient
) -> None:
    wrong, stage = [], set_stage()
    for rule in app.url_map.iter_rules():
        audience = audience_of(app, rule.endpoint)
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            reads = audience is Audience.ANYONE and method == "GET"
            if rule.endpoint in ALLOWED or reads or audience is Audience.EMBEDDED:
                continue
            answer = knock(app, helping, rule, method, stage)
            if answer.status_code != 403 or "in the place of a company" not in answer.text:
                wrong.append(f"{method} {rule}: {answer.status_code}")

    assert wrong == []


def test_none_of_the_dangerous_doors_is_among_those(app: Flask) -> None:
    with app.app_context():
        asking = {rule.endpoint for rule in app.url_map.iter_rules() if asks_who_is_there(rule.endpoint)}

    assert ALLOWED & (DANGEROUS.keys() | ASKS_IN_ITS_OWN_FORM.keys() | asking | NEVER) == set()
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= ALLOWED | NEVER


def test_what_is_listed_is_open_and_says_on_each_page_for_whom(helping: FlaskClient, brewery: Business) -> None:
    for path in ("/", "/company", "/offers/new", "/deals", "/search"):
        page = helping.get(path)
        assert page.status_code == 200, path
        assert BAND in page.text, path
        assert "You act for Brasserie du Fil" in page.text, path


def test_the_journal_names_who_really_acted_and_for_whom(
    helping: FlaskClient, session: Session, ada: Person, brewery: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    assert send(helping, f"/offers/{lot.id}/pause").status_code == 303

    paused = history("offer", lot.id)[-1]
    assert (paused.verb, paused.actor_id, paused.business_id, paused.on_behalf) == ("paused", ada.id, brewery.id, True)
    begun = history("business", brewery.id)[-1]
    assert (begun.verb, begun.actor_id, begun.on_behalf) == ("acted_for", ada.id, True)
    assert begun.details["reason"] == "Anna rang: her photo will not load."


def test_the_people_of_the_company_are_told_at_once_and_see_it_in_their_history(
    app: Flask, helping: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    send(helping, f"/offers/{lot.id}/pause")
    told = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id, Notice.kind == "acted_for")).one()
    browser = makers.enter(app.test_client(), anna, brewery)

    assert told.facts["reason"] == "Anna rang: her photo will not load."
    assert "The exchange acts for Brasserie du Fil" in browser.get("/notices?lang=en").text
    assert "Anna rang: her photo will not load." in browser.get("/company").text
    assert "The exchange, for the company" in browser.get(f"/offers/{lot.id}?lang=en").text
    assert "Ada" not in browser.get(f"/offers/{lot.id}").text


def test_it_ends_by_hand_and_after_an_hour(helping: FlaskClient, session: Session, brewery: Business) -> None:
    assert send(helping, "/acting/end").status_code == 303
    assert BAND not in helping.get("/").text
    assert helping.get("/desk").status_code == 200

    begin(helping, brewery)
    earlier = clock.now() - timedelta(minutes=60, seconds=1)
    running = StandIn.ended_at.is_(None)
    session.execute(sa.update(StandIn).where(running).values(began_at=earlier, ends_at=earlier + timedelta(hours=1)))
    session.commit()
    assert BAND not in helping.get("/").text
    assert helping.get("/desk").status_code == 200


def test_what_happens_afterwards_is_written_under_ones_own_name_alone(
    helping: FlaskClient, session: Session, anna: Person
) -> None:
    send(helping, "/acting/end")
    told = {"who": anna.email, "ground": "conduct", "explanation": "So.", "until": ""}
    assert send(helping, "/desk/measures", **told).status_code == 303

    entry = history("person", anna.id)[-1]
    assert (entry.on_behalf, entry.business_id) == (False, None)


def test_nobody_acts_for_their_own_company_for_one_that_is_suspended_or_without_a_reason(
    client: FlaskClient, session: Session, ada: Person, brewery: Business, farm: Business
) -> None:
    makers.enter(client, ada)
    session.add(Membership(person_id=ada.id, business_id=brewery.id, role=MemberRole.MEMBER, since=clock.now()))
    makers.suspend(farm)
    session.commit()

    assert begin(client, brewery).status_code == 403
    assert begin(client, farm).status_code == 409
    assert begin(client, farm, reason=" ").status_code == 422
    assert begin(client, farm, number=makers.a_siren()).status_code == 422
    assert session.scalars(sa.select(StandIn)).all() == []


@pytest.mark.parametrize("role", [StaffRole.MODERATOR, StaffRole.FACILITATOR])
def test_only_administrators_act_for_others(client: FlaskClient, brewery: Business, role: StaffRole) -> None:
    makers.enter(client, makers.a_person("Sven", staff=role))

    assert client.get("/desk/acting").status_code == 403
    assert begin(client, brewery).status_code == 403


def test_another_browser_of_the_same_administrator_acts_for_nobody(
    app: Flask, helping: FlaskClient, ada: Person
) -> None:
    assert BAND not in makers.enter(app.test_client(), ada).get("/").text


def test_even_the_database_ends_it_after_an_hour_and_wants_a_reason(
    helping: FlaskClient, session: Session, brewery: Business
) -> None:
    longer = {"ends_at": StandIn.began_at + timedelta(minutes=60, seconds=1)}
    for change, promise in ((longer, "an_hour_at_most"), ({"reason": ""}, "says_why")):
        with pytest.raises(IntegrityError, match=promise), session.begin_nested():
            session.execute(sa.update(StandIn).values(change), execution_options={"synchronize_session": False})
