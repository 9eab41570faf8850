"""Doors of the deals: each verb by its form, strangers and missing ids alike, refusals with their reasons."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals.models import Deal, DealState, MovementState
from exchange.kernel import clock
from exchange.listings.models import Offer
from exchange.web.panels import panels
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.makers import enter, send
from tests.queries_counted import at_most
from tests.unmasked import unmasked

Look = Callable[[Deal | UUID], Deal]
TERMS = {"quantity": "400", "price": "10", "hauler": "taker"}


@pytest.fixture
def farmer(client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site) -> FlaskClient:
    """Bram's browser, which reads English for once."""
    bram.language = "en"
    enter(client, bram, farm)
    session.commit()
    return client


@pytest.fixture
def brewer(app: Flask, session: Session, anna: Person, brewery: Business) -> FlaskClient:
    """Anna's browser, in English as the farmer's."""
    return enter(app.test_client(), anna, brewery)


def path_of(answer: Any) -> str:
    return str(answer.headers["Location"])


def test_a_deal_goes_all_the_way_by_forms(farmer: FlaskClient, brewer: FlaskClient, grain: Offer, look: Look) -> None:
    deal_path = path_of(send(farmer, "/deals", offer_id=grain.id, **TERMS))
    deal_id = UUID(deal_path.rsplit("/", 1)[1])

    send(brewer, f"{deal_path}/counter", quantity="350", price="12.5", hauler="giver", note="A pallet less")
    assert send(farmer, f"{deal_path}/acceptance", version="2").status_code == 303
    answer = send(brewer, f"{deal_path}/loads/1/slot", day="2020-01-01", starts="08:00", ends="09:00")
    assert answer.status_code == 422, "that day has passed"
    slot_day = clock.day_of(clock.now() + timedelta(days=30)).isoformat()
    assert send(brewer, f"{deal_path}/loads/1/slot", day=slot_day, starts="08:00", ends="09:00").status_code == 303
    load = look(deal_id).load
    assert load is not None
    assert load.slot_start is not None
    assert send(farmer, f"{deal_path}/loads/1/slot/agreement", start=load.slot_start.isoformat()).status_code == 303
    assert send(farmer, f"{deal_path}/messages", text="See you then").status_code == 303
    assert send(farmer, f"{deal_path}/loads/1/handover", code=load.code).status_code == 303
    assert send(farmer, f"{deal_path}/loads/1/weight", weight="352.5", unit="kg", kind="real").status_code == 303
    assert send(brewer, f"{deal_path}/loads/1/confirmation", received_kg="352.500").status_code == 303

    deal = look(deal_id)
    assert (deal.state, deal.load and deal.load.state) == (DealState.COMPLETED, MovementState.CONFIRMED)
    page = brewer.get(deal_path).text
    for words in ("See you then", "A pallet less", "352.5 kg", "CO₂e", "Confirmed the weight"):
        assert words in page, words


@pytest.mark.parametrize("build", states.STATES, ids=lambda build: build.__name__)
def test_the_page_is_drawn_in_every_state_for_both_sides(
    build: states.Build, acts: Acts, farmer: FlaskClient, brewer: FlaskClient
) -> None:
    deal = build(acts)

    for browser in (farmer, brewer):
        page = browser.get(f"/deals/{deal.id}")
        assert page.status_code == 200
        forms = re.findall(r'<form[^>]*action="/deals/.*?</form>', page.text, re.DOTALL)
        assert all('name="request_id"' in form and 'name="csrf_token"' in form for form in forms)


def test_the_address_appears_with_the_agreement_and_people_with_a_press(
    acts: Acts, farmer: FlaskClient, anna: Person
) -> None:
    deal = acts.propose()
    asked = farmer.get(f"/deals/{deal.id}").text
    acts.accept(deal)
    agreed = farmer.get(f"/deals/{deal.id}").text
    send(farmer, f"/deals/{deal.id}/contacts")
    opened = farmer.get(f"/deals/{deal.id}").text

    shown = [["1 rue de la Navette" in page, anna.email in page] for page in (asked, agreed, opened)]
    assert shown == [[False, False], [True, False], [True, True]]


def test_a_name_kept_back_is_on_no_page_before_the_agreement(
    acts: Acts, brewhouse: Site, farmer: FlaskClient, brewery: Business
) -> None:
    acts.offer_id = makers.a_lot(brewhouse, is_anonymous=True).id
    deal = acts.propose()
    acts.counter(deal)

    for path in (f"/deals/{deal.id}", "/deals", "/notices"):
        assert brewery.name not in farmer.get(path).text, path


@pytest.mark.parametrize(
    "verb", ["", "counter", "acceptance", "decline", "withdrawal", "cancellation", "messages", "contacts", "slot",
             "slot/agreement", "handover", "weight", "confirmation"],
)  # fmt: skip
def test_foreign_and_missing_deals_answer_the_same_bytes(
    verb: str, acts: Acts, app: Flask, session: Session, look: Look
) -> None:
    deal = states.planned(acts)
    stranger = makers.a_person("Stran")
    browser = enter(app.test_client(), stranger, makers.a_business("Elsewhere", member=stranger))
    session.commit()
    answers = []
    for deal_id in (deal.id, uuid4()):
        fields = {"version": "1", "start": TUESDAY.isoformat(), "received_kg": "1", "weight": "1", "kind": "real"}
        path = f"/deals/{deal_id}/{verb}".rstrip("/")
        answers.append(send(browser, path, reason="x", text="x", **fields, **TERMS) if verb else browser.get(path))

    assert [answer.status_code for answer in answers] == [404, 404]
    assert strip(answers[0].text) == strip(answers[1].text)


def strip(page: str) -> str:
    """Without what every page has of its own: request ids, this answer's reference, the mask of its token."""
    page = re.sub(r'name="next" value="[^"]*"', "", unmasked(page))
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,32}", "", page)


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("counter", {"quantity": "NaN", "price": "1", "hauler": "taker"}, 422),
        ("counter", {"quantity": "1e3", "price": "1", "hauler": "taker"}, 422),
        ("counter", {"quantity": "2000", "price": "1", "hauler": "taker"}, 409),
        ("counter", {"quantity": "1", "price": "1", "hauler": "nobody"}, 422),
        ("acceptance", {"version": "x"}, 422),
        ("acceptance", {"version": "7"}, 409),
        ("decline", {"reason": " "}, 422),
        ("withdrawal", {"reason": "Mine to take back?"}, 403),
        ("loads/1/slot", {"day": "2026-12-01", "starts": "08:00", "ends": "09:00"}, 409),
        ("loads/1/confirmation", {"received_kg": "sNaN"}, 422),
        ("loads/1/slot/agreement", {"start": "2026-12-01"}, 422),
    ],
)
def test_refusals_say_why_and_change_nothing(
    path: str, fields: dict[str, str], status: int, acts: Acts, brewer: FlaskClient, look: Look
) -> None:
    deal = acts.propose()

    answer = send(brewer, f"/deals/{deal.id}/{path}", **fields)

    assert answer.status_code == status
    assert look(deal).steps == 1


def test_the_same_press_sent_twice_proposes_once(farmer: FlaskClient, grain: Offer, session: Session) -> None:
    request_id = str(uuid4())
    first = send(farmer, "/deals", request_id=request_id, offer_id=grain.id, **TERMS)
    again = send(farmer, "/deals", request_id=request_id, offer_id=grain.id, **TERMS)

    assert path_of(first) == path_of(again)
    assert session.query(Deal).count() == 1


def test_the_form_of_a_match_asks_for_what_the_need_wants(farmer: FlaskClient, grain: Offer, farmyard: Site) -> None:
    need = makers.a_need(farmyard, quantity=250)

    page = farmer.get(f"/deals/new?offer_id={grain.id}&need_id={need.id}")

    assert page.status_code == 200
    assert 'value="250"' in page.text
    assert 'value="10"' in page.text


@pytest.mark.parametrize("query", ["", "?offer_id=x", "?offer_id=00000000-0000-7000-8000-000000000000"])
def test_no_form_for_a_lot_that_is_not_there(query: str, farmer: FlaskClient) -> None:
    assert farmer.get(f"/deals/new{query}").status_code == 404


def test_my_deals_are_paged_and_those_that_wait_for_me_come_first(
    acts: Acts, farmer: FlaskClient, session: Session
) -> None:
    deals = [acts.propose(1) for _ in range(25)]
    acts.counter(deals[0], 1)
    session.expunge_all()

    with at_most(15):
        page = farmer.get("/deals").text
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    rest = farmer.get(following.replace("&amp;", "&")).text

    assert page.index(str(deals[0].id)) < page.index(str(deals[24].id))
    assert sum(str(deal.id) in page for deal in deals) == 20
    assert sum(str(deal.id) in rest for deal in deals) == 5


def test_the_code_is_drawn_for_the_giver_only(acts: Acts, farmer: FlaskClient, brewer: FlaskClient) -> None:
    deal = states.planned(acts)

    drawn = brewer.get(f"/deals/{deal.id}/loads/1/handover.svg")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert farmer.get(f"/deals/{deal.id}/loads/1/handover.svg").status_code == 404


def test_a_lots_page_invites_strangers_lets_takers_propose_and_leaves_its_holder_alone(
    app: Flask, acts: Acts, grain: Offer, farm: Business, bram: Person, anna: Person, brewery: Business
) -> None:
    acts.propose()
    drawn = {}
    for name, person, business in (("stranger", None, None), ("taker", bram, farm), ("giver", anna, brewery)):
        browser = app.test_client()
        if person:
            enter(browser, person, business)
        with browser:
            browser.get("/about?lang=en")
            drawn[name] = str(panels("offer.aside", grain))

    assert 'id="deal-invitation"' in drawn["stranger"]
    assert 'action="/deals"' in drawn["taker"]
    assert 'href="/deals/' in drawn["taker"]
    assert 'action="/deals"' not in drawn["giver"]
    assert 'href="/deals/' in drawn["giver"]


def test_the_need_that_led_to_a_lot_is_what_the_proposal_is_for(
    farmer: FlaskClient, grain: Offer, farmyard: Site, brewhouse: Site
) -> None:
    mine, theirs = makers.a_need(farmyard, quantity=300), makers.a_need(brewhouse)

    def asked_for(need: str) -> str:
        page = farmer.get(f"/offers/{grain.id}?need={need}").text
        found = re.search(r'<input id="need_id"[^>]*value="([^"]*)"', page)
        assert found
        return found[1]

    assert asked_for(str(mine.id)) == str(mine.id)
    assert [asked_for(other) for other in (str(theirs.id), str(uuid4()), "nonsense")] == ["", "", ""]


def test_the_lot_of_a_suspended_business_cannot_be_asked_for(
    farmer: FlaskClient, session: Session, brewery: Business, grain: Offer
) -> None:
    makers.suspend(brewery)

    asked, missing = (farmer.get(f"/deals/new?offer_id={offer_id}") for offer_id in (grain.id, uuid4()))

    assert (asked.status_code, missing.status_code) == (404, 404)
    assert send(farmer, "/deals", offer_id=grain.id, **TERMS).status_code == 404
