"""The page on which a side rates a deal, and where what was said is read."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.deals.models import Deal
from exchange.deals.ratings import queries
from exchange.kernel import clock
from tests import hostile
from tests.deals import states
from tests.deals.acts import Acts
from tests.makers import enter, send
from tests.test_hostile import sent

GOOD = {"described": "5", "punctual": "4", "clear": "3", "comment": "Clean and dry."}


@pytest.fixture
def done(acts: Acts, session: Session) -> Deal:
    """A deal that was completed just now."""
    deal = states.completed(acts)
    session.execute(sa.update(Deal).values(closed_at=clock.now()))
    session.commit()
    return deal


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


def test_neither_reads_the_other_before_both_have_rated(done: Deal, brewer: FlaskClient, farmer: FlaskClient) -> None:
    path = f"/deals/{done.id}"
    assert f'href="{path}/rating"' in farmer.get(path).text
    assert send(farmer, f"{path}/rating", **GOOD).status_code == 303

    assert "Clean and dry." in farmer.get(path).text, "who said it reads it"
    assert f'href="{path}/rating"' not in farmer.get(path).text
    assert "Clean and dry." not in brewer.get(path).text
    assert "Clean and dry." not in brewer.get(f"{path}/rating").text
    assert send(brewer, f"{path}/rating", **{**GOOD, "comment": "On time."}).status_code == 303

    assert "Clean and dry." in brewer.get(path).text
    assert "On time." in farmer.get(path).text
    assert send(brewer, f"{path}/rating", **GOOD).status_code == 409
    assert brewer.get(f"{path}/rating").status_code == 409


@pytest.mark.parametrize("wrong", ["", "0", "6", "5.0", "٥", "NaN", "1e0", "five"])
@pytest.mark.parametrize("field", ["described", "punctual", "clear"])
def test_points_are_whole_and_from_one_to_five(field: str, wrong: str, done: Deal, farmer: FlaskClient) -> None:
    answer = send(farmer, f"/deals/{done.id}/rating", **{**GOOD, field: wrong})

    assert answer.status_code == 422
    assert "Clean and dry." in answer.text, "what was typed is kept"
    assert queries.of(done.id) == []


@pytest.mark.parametrize("name", sorted(hostile.STRINGS))
def test_no_hostile_word_breaks_it(name: str, done: Deal, farmer: FlaskClient) -> None:
    answer = sent(farmer, f"/deals/{done.id}/rating", {**GOOD, "comment": hostile.STRINGS[name]})

    assert answer.status_code in {303, 422}
    assert hostile.CANARY not in farmer.get(f"/deals/{done.id}").text


def test_an_unfinished_deal_offers_no_rating(acts: Acts, brewer: FlaskClient) -> None:
    deal = states.planned(acts)

    assert "/rating" not in brewer.get(f"/deals/{deal.id}").text
    assert brewer.get(f"/deals/{deal.id}/rating").status_code == 409


def test_facilitators_read_low_ones_on_the_desk_and_moderators_do_not(
    done: Deal, farmer: FlaskClient, brewer: FlaskClient, fred: Person, mona: Person
) -> None:
    send(farmer, f"/deals/{done.id}/rating", **{**GOOD, "punctual": "1", "comment": "Two days late."})
    desk = enter(farmer.application.test_client(), fred).get("/desk").text
    assert "Two days late." not in desk
    send(brewer, f"/deals/{done.id}/rating", **GOOD)

    assert "Two days late." in enter(farmer.application.test_client(), fred).get("/desk").text
    assert "Two days late." not in enter(farmer.application.test_client(), mona).get("/desk").text


def test_no_word_of_it_is_public(done: Deal, farmer: FlaskClient, brewer: FlaskClient, brewery: Business) -> None:
    for side in (farmer, brewer):
        send(side, f"/deals/{done.id}/rating", **GOOD)

    page = farmer.application.test_client().get(f"/companies/{brewery.id}").text
    assert "What other companies say" not in page
    assert "Clean and dry." not in page
    assert "What other companies say" in brewer.get("/company").text
