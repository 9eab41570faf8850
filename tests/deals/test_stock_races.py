"""More buyers than there is stock, all at once: what is there is sold, whole, and not a gram more."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.deals.models import Deal
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState
from tests.deals.acts import Acts
from tests.deals.racing import FEW, MANY, broken, lot_now, no_deadlocks
from tests.deals.test_races import (
    BUYERS,
    UNITS,
    a_browser,
    a_hundred_units,
    accept,
    accepted_on,
    cast,
    inside,
    many_proposals,
    race_app,
    storm,
)
from tests.makers import kg, send

__all__ = ["cast", "inside", "no_deadlocks", "race_app"]
pytestmark = pytest.mark.usefixtures("no_deadlocks")
NOT_TOLD = "every step of a deal is in the journal once"
"""The proposals of a storm are stored as rows, without their line in the journal."""


@pytest.mark.parametrize(
    ("each", "buyers", "sold", "rounds"),
    [
        (1, BUYERS, 100, FEW),
        (3, BUYERS, 33, FEW),
        pytest.param(1, BUYERS, 100, MANY, marks=pytest.mark.long),
        pytest.param(3, BUYERS, 33, MANY, marks=pytest.mark.long),
        pytest.param("0.1", 1010, 1000, 5, marks=pytest.mark.long),
    ],
)
def test_buyers_at_once_get_exactly_what_there_is(
    race_app: Flask, cast: tuple[Any, ...], each: Any, buyers: int, sold: int, rounds: int
) -> None:
    acts: Acts = cast[-1]
    for _ in range(rounds):
        offer_id = a_hundred_units(acts)
        ids = many_proposals(acts, offer_id, buyers, each)

        answers = storm(race_app, [partial(accept, acts, deal_id) for deal_id in ids])

        lot, left_kg = lot_now(offer_id), UNITS - sold * Decimal(each)
        assert answers.count("accepted") == accepted_on(offer_id) == sold
        assert answers.count("not_enough_left") == buyers - sold
        assert (lot.free_kg, lot.committed_kg) == (left_kg, UNITS - left_kg)
        assert lot.state is (ListingState.PUBLISHED if left_kg else ListingState.EXHAUSTED)
    assert broken().keys() <= {NOT_TOLD}


@pytest.mark.parametrize("rounds", [1, pytest.param(MANY, marks=pytest.mark.long)])
def test_two_hundred_browsers_get_the_hundred_units_and_a_word(
    race_app: Flask, cast: tuple[Any, ...], rounds: int
) -> None:
    """Through the doors: who comes too late is told so, and nobody meets an error of ours."""
    anna, brewery, *_, acts = cast
    for _ in range(rounds):
        offer_id = a_hundred_units(acts)
        ids = many_proposals(acts, offer_id)
        keep_open(offer_id)
        browsers = [a_browser(race_app, anna, brewery) for _ in ids]

        answers = storm(race_app, [partial(press, *pair) for pair in zip(browsers, ids, strict=True)])

        assert Counter(answers) == {303: UNITS, 409: BUYERS - UNITS}
        assert accepted_on(offer_id) == lot_now(offer_id).committed_kg == kg(UNITS)
    assert broken().keys() <= {NOT_TOLD}


def press(browser: Any, deal_id: UUID) -> int:
    return int(send(browser, f"/deals/{deal_id}/acceptance", version="1").status_code)


def keep_open(offer_id: UUID) -> None:
    """Doors read the clock of the day on which the tests run."""
    with unit_of_work():
        open_until = {"expires_at": clock.now() + timedelta(days=1)}
        session().execute(sa.update(Deal).where(Deal.offer_id == offer_id).values(open_until))
