"""Twenty presses of one button, at once, again, and after a restart: one act, one answer."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, Person
from exchange.deals.models import Deal
from exchange.factory import create_app
from exchange.kernel.orm import db, session
from tests.deals.acts import Acts
from tests.deals.racing import broken, joined, lot_now, no_deadlocks
from tests.deals.test_races import a_browser, cast, inside, race_app, storm, times
from tests.makers import send

__all__ = ["cast", "inside", "no_deadlocks", "race_app"]
PRESSES = 20
Answer = tuple[int, str]
ASKED = {"quantity": "4", "price": "0", "hauler": "taker"}


@pytest.fixture
def restarted(race_app: Flask, no_deadlocks: None) -> Iterator[Flask]:
    """Another process on the same database, as after a restart."""
    kept = ("DATABASE_URL", "OWNER_URL", "DATA", "RATE_FACTOR")
    same = {name: race_app.config[name] for name in kept}
    app = create_app(TESTING=True, EMBEDDED=False, SECRET_KEY="for tests", **same)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.long)])
def test_twenty_presses_at_once_and_after_a_restart_act_once(
    race_app: Flask, restarted: Flask, cast: tuple[Person, Business, Person, Business, Acts], rounds: int
) -> None:
    anna, brewery, bram, farm, acts = cast
    joined(bram, farm)
    giver, taker = partial(browsers, anna, brewery), partial(browsers, bram, farm)
    for number in range(1, rounds + 1):
        deal_path = pressed(race_app, restarted, taker, "/deals", offer_id=acts.offer_id, **ASKED)
        deal_id = UUID(deal_path.rpartition("/")[2])
        pressed(race_app, restarted, giver, f"{deal_path}/acceptance", version="1")
        assert send(giver(race_app, 1)[0], f"{deal_path}/loads/1/handover").status_code == 303
        pressed(race_app, restarted, taker, f"{deal_path}/loads/1/weight", weight="4", unit="kg", kind="real")
        pressed(race_app, restarted, giver, f"{deal_path}/loads/1/confirmation", received_kg="4.000")

        assert [times(deal_id, verb) for verb in ("proposed", "accepted", "weighed", "confirmed")] == [1, 1, 1, 1]
        assert session().scalar(sa.select(sa.func.count()).where(Deal.offer_id == acts.offer_id)) == number
        assert lot_now(acts.offer_id).delivered_kg == 4 * number
    assert not broken()


def browsers(person: Person, business: Business, app: Flask, count: int) -> list[Any]:
    return [a_browser(app, person, business) for _ in range(count)]


def pressed(app: Flask, restarted: Flask, enter: Callable[..., list[Any]], path: str, **fields: Any) -> str:
    """Press twenty times at once, go back and press again, and once more after a restart; where it leads."""
    request_id = str(uuid4())

    def press(browser: Any) -> Answer:
        answer = send(browser, path, request_id=request_id, **fields)
        return answer.status_code, answer.headers.get("Location", "")

    answers = storm(app, [partial(press, one) for one in enter(app, PRESSES)], threads=PRESSES)
    answers += storm(app, [partial(press, one) for one in enter(app, 1)], threads=1)
    answers += storm(restarted, [partial(press, one) for one in enter(restarted, 1)], threads=1)
    (status, then), *others = set(answers)
    assert (status, others) == (303, [])
    other = storm(
        app, [partial(send, one, path, request_id=request_id, other="1", **fields) for one in enter(app, 1)], 1
    )
    assert other[0].status_code == 422, "the same id with other content is refused"
    return then
