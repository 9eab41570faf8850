"""The weights of the score are settings of the territory: changed with a reason, never unseen, and all follows."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, StaffRole
from exchange.journal.models import JournalEntry
from exchange.kernel.jobs import Job
from exchange.kernel.refusals import Unprocessable
from exchange.matching import service
from exchange.matching.core.weights import Weights
from exchange.matching.models import ScoreWeights
from exchange.matching.queries import weights
from tests import makers
from tests.makers import MONDAY, send
from tests.queries_counted import at_most

NEAR = Weights(material=200, distance=400, quantity=150, time=100, price=100, net_co2e=50)
TYPED = {"material": "200", "distance": "400", "quantity": "150", "time": "100", "price": "100", "net_co2e": "50",
         "reason": "Fuel is dear", "version": "0"}  # fmt: skip


@pytest.fixture
def ada(session: Session) -> Person:
    """Administers."""
    return makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)


@pytest.fixture
def adas(client: FlaskClient, ada: Person) -> FlaskClient:
    return makers.enter(client, ada)


def test_before_anybody_sets_them_the_territorys_file_rules(session):
    assert weights.current() == Weights()
    assert weights.setting().version == 0


def test_the_newest_setting_counts_and_costs_one_query(ada, in_one_go):
    in_one_go(service.set_weights, NEAR, version=0, reason="Fuel", by=ada.id, at=MONDAY)
    in_one_go(service.set_weights, Weights(), version=1, reason="Fuel is cheap", by=ada.id, at=MONDAY)

    with at_most(1):
        assert weights.current() == Weights()
    assert [one.reason for one in weights.history().rows] == ["Fuel is cheap", "Fuel"]


def test_setting_them_is_journalled_and_asks_for_everything_in_one_transaction(ada, in_one_go, jobs, session):
    in_one_go(service.set_weights, NEAR, version=0, reason="Fuel", by=ada.id, at=MONDAY)

    assert jobs() == [(Job.PAIR_ALL, {})]
    entry = session.scalars(sa.select(JournalEntry).where(JournalEntry.subject == "weights")).one()
    assert (entry.verb, entry.actor_id, entry.details["reason"]) == ("set", ada.id, "Fuel")
    assert (entry.details["before"]["distance"], entry.details["after"]["distance"]) == (250, 400)


def test_every_stored_score_follows(ada, in_one_go, run_jobs, pair, grain, feed, stored):
    pair(grain)
    before = stored()
    in_one_go(service.set_weights, NEAR, version=0, reason="Fuel", by=ada.id, at=MONDAY)
    run_jobs()

    assert stored().keys() == before.keys()
    assert stored() != before


def test_who_comes_second_is_told(ada, in_one_go):
    in_one_go(service.set_weights, NEAR, version=0, reason="Fuel", by=ada.id, at=MONDAY)
    with pytest.raises(service.StaleWeights):
        in_one_go(service.set_weights, Weights(), version=0, reason="No", by=ada.id, at=MONDAY)


def test_the_same_again_is_no_change(ada, in_one_go, jobs):
    with pytest.raises(Unprocessable):
        in_one_go(service.set_weights, Weights(), version=0, reason="Same", by=ada.id, at=MONDAY)
    assert jobs() == []


def test_an_administrator_changes_them_on_the_page(adas, jobs):
    assert "Nobody has changed them yet" in adas.get("/desk/weights").text
    assert send(adas, "/desk/weights", **TYPED).location == "/desk/weights"

    page = adas.get("/desk/weights").text
    assert "Fuel is dear" in page
    assert "Ada" in page
    assert re.search(r'name="distance"[^>]*value="400"', page)
    assert weights.current() == NEAR
    assert (Job.PAIR_ALL, {}) in jobs()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"net_co2e": "20"}, "30 are missing"),
        ({"net_co2e": "80"}, "30 too many"),
        ({"reason": " "}, "Please fill this in"),
        ({"time": "-100"}, "A number between 0 and 1000"),
        ({"time": ""}, "Please fill this in"),
        ({"material": "0", "distance": "0", "quantity": "0", "time": "0", "price": "500", "net_co2e": "500"},
         "not always known"),
        ({"material": "300", "distance": "250", "net_co2e": "100"}, "in force already"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_told_and_what_was_typed_is_kept(adas, typed, said):
    answer = send(adas, "/desk/weights", **{**TYPED, **typed})

    assert answer.status_code == 422
    assert said in answer.text
    if "reason" not in typed:
        assert "Fuel is dear" in answer.text
    assert weights.setting().version == 0


def test_two_administrators_at_once_see_both_versions(adas, ada, in_one_go):
    in_one_go(service.set_weights, Weights(price=0, time=200), version=0, reason="First", by=ada.id, at=MONDAY)
    answer = send(adas, "/desk/weights", **TYPED)

    assert answer.status_code == 409
    assert "Somebody set other weights meanwhile" in answer.text
    cells = re.findall(r'<td data-label="(?:Stored now|You typed)">([^<]*)</td>', answer.text)
    assert cells[:2] == ["300", "200"]
    assert "Fuel is dear" in answer.text
    assert re.search(r'name="version"[^>]*value="1"', answer.text), "sending it again means it"
    assert send(adas, "/desk/weights", **{**TYPED, "version": "1"}).status_code == 303
    assert weights.current() == NEAR


def test_the_history_has_pages(adas, ada, in_one_go):
    for version in range(weights.PAGE + 2):
        value = NEAR if version % 2 == 0 else Weights()
        in_one_go(service.set_weights, value, version=version, reason=f"No. {version + 1}", by=ada.id, at=MONDAY)
    page = adas.get("/desk/weights").text
    further = re.search(r'href="(/desk/weights\?after=[^"]+)"', page)

    assert further
    assert "No. 22" in page
    assert "No. 2<" not in page
    assert "No. 2<" in adas.get(further[1]).text


def test_the_desk_leads_there_for_administrators_only(adas, client, mona):
    assert 'href="/desk/weights"' in adas.get("/desk").text
    assert 'href="/desk/weights"' not in makers.enter(client, mona).get("/desk").text


@pytest.mark.parametrize(
    ("points", "promise"),
    [
        ({"material": 299}, "points_sum_to_a_thousand"),
        ({"material": -50, "distance": 600}, "points_are_not_negative"),
        ({"material": 0, "distance": 0, "quantity": 0, "time": 0, "price": 900}, "something_always_known_weighs"),
        ({"reason": ""}, "says_why"),
        ({"version": 0}, "versions_count_from_one"),
    ],
)
def test_the_database_refuses_weights_that_make_no_sense(session, ada, points, promise):
    usual = {name: getattr(Weights(), name) for name in ("material", "distance", "quantity", "time", "price")}
    row = {**usual, "net_co2e": 100, "version": 1, "reason": "Why", "set_by": ada.id, "set_at": MONDAY}
    session.add(ScoreWeights(**{**row, **points}))
    with pytest.raises(IntegrityError, match=promise):
        session.flush()
