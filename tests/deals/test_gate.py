"""A load at the gate on a phone: one page for code, weight, refusal and ticket, all of it or nothing."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals.models import Deal, LoadPhoto, Movement, MovementState
from tests import makers
from tests.deals import states
from tests.deals.acts import Acts
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]
ARRIVED = {"weight": "300", "unit": "kg", "kind": "real"}
REFUSED = {**ARRIVED, "refused": "100", "ground": "too_wet", "words": "Soaked"}


@pytest.fixture
def farmer(client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site) -> FlaskClient:
    """Bram's phone, in English."""
    bram.language = "en"
    enter(client, bram, farm)
    session.commit()
    return client


@pytest.fixture
def brewer(app: Flask, session: Session, anna: Person, brewery: Business) -> FlaskClient:
    """Anna's browser."""
    anna.language = "en"
    session.commit()
    return enter(app.test_client(), anna, brewery)


def a_ticket() -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (60, 40), "#fff").save(content, "JPEG")
    return BytesIO(content.getvalue()), "ticket.jpg"


def gate(deal: Deal) -> str:
    return f"/deals/{deal.id}/loads/1/gate"


def test_the_code_of_the_load_opens_the_page_and_the_page_stays_at_the_gate(
    acts: Acts, farmer: FlaskClient, look: Look
) -> None:
    deal = states.planned(acts)
    load = look(deal).load
    assert load is not None
    page = farmer.get(f"{gate(deal)}?code={load.code}").text
    assert f'value="{load.code}"' in page
    assert "handover?gate=1" in page

    answer = send(farmer, f"/deals/{deal.id}/loads/1/handover?gate=1", code=load.code, plate="1-ABC-234")
    assert answer.headers["Location"] == gate(deal)
    assert "What arrived" in farmer.get(gate(deal)).text


def test_a_wrong_plate_comes_back_on_the_page_of_the_gate(acts: Acts, farmer: FlaskClient) -> None:
    deal = states.planned(acts)
    answer = send(farmer, f"/deals/{deal.id}/loads/1/handover?gate=1", code="x", plate="<b>")

    assert answer.status_code == 422
    assert "handover?gate=1" in answer.text


def test_weight_refusal_and_ticket_are_one_act(
    acts: Acts, farmer: FlaskClient, brewer: FlaskClient, look: Look, session: Session
) -> None:
    deal = states.on_the_road(acts)
    answer = send(farmer, gate(deal), photo=a_ticket(), **REFUSED)
    assert answer.headers["Location"] == gate(deal)

    load = look(deal).load
    assert load is not None
    assert (load.state, load.received_kg, load.refused_kg) == (MovementState.PART_ACCEPTED, 300, 100)
    assert session.scalar(sa.select(sa.func.count()).select_from(LoadPhoto)) == 1
    page = farmer.get(gate(deal)).text
    assert "The weight has been told" in page
    assert "Soaked" in brewer.get(gate(deal)).text


def test_what_is_no_picture_leaves_everything_as_it_was(acts: Acts, farmer: FlaskClient, look: Look) -> None:
    deal = states.on_the_road(acts)

    assert send(farmer, gate(deal), photo=(BytesIO(b"<svg/>"), "t.svg"), **REFUSED).status_code == 422
    assert look(deal).load.state is MovementState.IN_TRANSIT  # type: ignore[union-attr] # it has a load


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (ARRIVED, MovementState.RECEIVED),
        ({**ARRIVED, "kind": "estimated"}, MovementState.RECEIVED),
        ({**REFUSED, "weight": ""}, MovementState.REFUSED),
    ],
)
def test_all_of_it_is_taken_or_nothing(
    typed: dict[str, Any], state: MovementState, acts: Acts, farmer: FlaskClient, look: Look
) -> None:
    deal = states.on_the_road(acts)

    assert send(farmer, gate(deal), **typed).status_code == 303
    assert look(deal).load.state is state  # type: ignore[union-attr] # it has a load


@pytest.mark.parametrize(
    "wrong",
    [
        {"weight": "", "refused": ""},
        {"words": ""},
        {"ground": ""},
        {"ground": "mood"},
        {"refused": ""},
        {"weight": "NaN"},
    ],
)
def test_half_a_refusal_is_not_taken(wrong: dict[str, str], acts: Acts, farmer: FlaskClient) -> None:
    deal = states.on_the_road(acts)
    answer = send(farmer, gate(deal), **{**REFUSED, **wrong})

    assert answer.status_code == 422
    assert "data-keep=" in answer.text


def test_the_same_form_sent_twice_counts_once(acts: Acts, farmer: FlaskClient, session: Session) -> None:
    deal = states.on_the_road(acts)
    request_id = "00000000-0000-7000-8000-00000000abcd"
    first = send(farmer, gate(deal), request_id=request_id, photo=a_ticket(), **ARRIVED)
    again = send(farmer, gate(deal), request_id=request_id, photo=a_ticket(), **ARRIVED)

    assert (first.status_code, again.status_code) == (303, 303)
    assert session.scalar(sa.select(sa.func.count()).select_from(LoadPhoto)) == 1


def test_the_giver_tells_a_weight_but_refuses_nothing(acts: Acts, brewer: FlaskClient) -> None:
    deal = states.on_the_road(acts)

    assert "Refuse it" not in brewer.get(gate(deal)).text
    assert send(brewer, gate(deal), **REFUSED).status_code == 403


def test_the_gate_of_others_is_not_there(acts: Acts, app: Flask, session: Session, farmer: FlaskClient) -> None:
    deal = states.planned(acts)
    stranger = makers.a_person("Stran")
    outside = enter(app.test_client(), stranger, makers.a_business("Elsewhere", member=stranger))
    session.commit()

    assert outside.get(gate(deal)).status_code == 404
    assert farmer.get(f"/deals/{deal.id}/loads/2/gate").status_code == 404
    assert session.scalars(sa.select(Movement)).one().state is MovementState.PLANNED
