"""What the page offers while two sides talk: a hold, a day to answer, what changed, a reason, and whose turn it is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.deals.core.reasons import EndReason
from exchange.deals.models import Deal, DealState
from exchange.kernel import clock
from tests.deals import states
from tests.deals.acts import Acts
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]


@pytest.fixture
def brewer(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    """Anna at the brewery."""
    return enter(client, anna, brewery)


@pytest.fixture
def farmer(client: FlaskClient, session: Session, bram: Person, farm: Business) -> FlaskClient:
    """Bram at the farm, in a browser of his own that reads English."""
    bram.language = "en"
    session.commit()
    return enter(client.application.test_client(), bram, farm)


def test_a_hold_is_asked_granted_made_longer_and_given_back(
    acts: Acts, brewer: FlaskClient, farmer: FlaskClient, look: Look
) -> None:
    deal = acts.propose()
    path, day = f"/deals/{deal.id}", clock.today() + timedelta(days=10)
    assert f'action="{path}/hold"' in farmer.get(path).text
    assert f'action="{path}/hold"' not in brewer.get(path).text

    assert send(farmer, f"{path}/hold", until="2020-01-01").status_code == 422
    assert send(farmer, f"{path}/hold", until=day.isoformat()).status_code == 303
    assert "asks to keep the quantity" in brewer.get(path).text
    assert send(brewer, f"{path}/hold/approval").status_code == 303
    assert (look(deal).state, look(deal).offer.held_kg) == (DealState.HELD, 400)
    assert "Kept until" in farmer.get(path).text

    later = (day + timedelta(days=3)).isoformat()
    assert send(farmer, f"{path}/hold/longer", until=later).status_code == 303
    assert f'value="{later}"' in brewer.get(path).text, "the day that was asked for is filled in"
    assert send(brewer, f"{path}/hold/extension", until=later).status_code == 303
    assert send(brewer, f"{path}/hold/release").status_code == 403
    assert send(farmer, f"{path}/hold/release").status_code == 303
    assert (look(deal).state, look(deal).offer.held_kg) == (DealState.NEGOTIATING, 0)


def test_a_hold_can_be_refused_and_the_talk_goes_on(acts: Acts, brewer: FlaskClient, look: Look) -> None:
    deal = states.hold_asked(acts)

    assert send(brewer, f"/deals/{deal.id}/hold/refusal").status_code == 303
    assert send(brewer, f"/deals/{deal.id}/hold/approval").status_code == 409

    assert (look(deal).state, look(deal).hold) == (DealState.NEGOTIATING, None)


def test_a_talk_on_hold_says_what_it_waits_for_and_is_nobodys_turn(
    acts: Acts, brewer: FlaskClient, farmer: FlaskClient
) -> None:
    deal = states.on_hold(acts)

    page = farmer.get(f"/deals/{deal.id}").text
    assert "On hold until stock is free" in page
    assert "too little left" in page
    assert "acceptance" not in brewer.get(f"/deals/{deal.id}").text


def test_every_page_says_how_many_deals_wait_for_the_company(
    acts: Acts, brewer: FlaskClient, farmer: FlaskClient
) -> None:
    acts.propose(100)
    acts.propose(200)

    assert "2 deals wait for you" in brewer.get("/search").text
    assert "wait for you" not in farmer.get("/search").text


def test_what_a_version_changes_is_marked(acts: Acts, brewer: FlaskClient) -> None:
    deal = acts.propose(400)
    assert "<mark>" not in brewer.get(f"/deals/{deal.id}").text

    acts.counter(deal, 300)

    page = brewer.get(f"/deals/{deal.id}").text
    assert page.count("<mark>") == 1
    assert "(changed)" in page


@pytest.mark.parametrize(("days", "status"), [("2", 303), ("30", 303), ("3", 422), ("", 422), ("1e1", 422)])
def test_who_proposes_says_how_long_it_waits(
    days: str, status: int, acts: Acts, brewer: FlaskClient, look: Look
) -> None:
    deal = acts.propose()

    answer = send(brewer, f"/deals/{deal.id}/counter", quantity="300", price="10", hauler="taker", lasts=days)

    assert answer.status_code == status
    if status == 303:
        terms = look(deal).current
        assert terms.expires_at - terms.at == timedelta(days=int(days))
        assert look(deal).expires_at == terms.expires_at


def test_an_end_has_a_reason_that_can_be_counted(acts: Acts, brewer: FlaskClient, look: Look) -> None:
    deal = acts.propose()
    assert send(brewer, f"/deals/{deal.id}/decline", code="weather", reason="Rain").status_code == 422

    assert send(brewer, f"/deals/{deal.id}/decline", code="price", reason="Too little").status_code == 303

    assert (look(deal).end_reason, look(deal).reason) == (EndReason.PRICE, "Too little")
