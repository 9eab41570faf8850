"""The clock and a hand reach for one deal at once: one of them has it, whole, and nothing hangs."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from exchange.deals import queries, service
from exchange.deals.models import Deal, DealState, MovementState
from exchange.kernel.refusals import Forbidden
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import FRIDAY, TUESDAY, Acts
from tests.deals.racing import ROUNDS, broken, lot_now, no_deadlocks
from tests.deals.test_races import accept, cast, inside, race_app, storm
from tests.makers import MONDAY

__all__ = ["cast", "inside", "no_deadlocks", "race_app"]
pytestmark = pytest.mark.usefixtures("no_deadlocks")
LATE = TUESDAY + queries.SILENCE


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.long)])
def test_a_lapse_and_an_acceptance_at_once(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """The deal ends expired with all stock free, or agreed with its stock bound; never both, never neither."""
    acts: Acts = cast[-1]
    for number in range(rounds):
        deal_id = acts.propose(40).id
        hands = [partial(accept, acts, deal_id), partial(expire, deal_id)]

        answers = storm(race_app, (hands if number % 2 else hands[::-1]) * 4, threads=8)

        lot, deal = lot_now(acts.offer_id), whole(deal_id)
        bound_kg = {DealState.AGREED: 40, DealState.EXPIRED: 0}[deal.state]
        assert (answers.count("accepted"), answers.count("expired")) == ((1, 0) if bound_kg else (0, 1))
        assert (lot.committed_kg, lot.free_kg) == (bound_kg, 100 - bound_kg)
        if bound_kg:
            acts.end("cancel", deal, acts.giver)
    assert not broken()


@ROUNDS
def test_the_end_of_a_hold_and_an_acceptance_at_once(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """What was kept goes to the deal or is free again; an acceptance that comes after the end still finds it free."""
    acts: Acts = cast[-1]
    for _ in range(rounds):
        deal = acts.propose(40)
        acts.hold(deal)

        answers = storm(race_app, [partial(accept, acts, deal.id), partial(lapse, deal.id)] * 4, threads=8)

        lot = lot_now(acts.offer_id)
        assert answers.count("accepted") == 1
        assert (whole(deal.id).state, lot.held_kg, lot.committed_kg, lot.free_kg) == (DealState.AGREED, 0, 40, 60)
        acts.end("cancel", whole(deal.id), acts.giver)
    assert not broken()


@ROUNDS
def test_silence_and_another_weight_at_once(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """The weight told first is the truth, or the other one is told in time; never one of them in one place each."""
    acts: Acts = cast[-1]
    for _ in range(rounds):
        deal_id = weighed(acts)
        hands = [partial(keep_silent, deal_id), partial(weigh_again, acts, deal_id)]

        answers = storm(race_app, hands * 4, threads=8)

        load = whole(deal_id).load
        assert load is not None
        was_silent = answers.count("confirmed") == 1
        assert (answers.count("confirmed"), answers.count("weighed")) == ((1, 0) if was_silent else (0, 1))
        ends = (MovementState.CONFIRMED, 4) if was_silent else (MovementState.RECEIVED, 3)
        assert (load.state, load.received_kg) == ends
    assert not broken()


def expire(deal_id: UUID) -> str:
    with unit_of_work():
        return "expired" if service.expire(deal_id, at=MONDAY + timedelta(days=15)) else "too late"


def lapse(deal_id: UUID) -> str:
    with unit_of_work():
        return "lapsed" if service.lapse_hold(deal_id, at=FRIDAY) else "too late"


def weighed(acts: Acts) -> UUID:
    """Four kilograms, weighed by their taker a week ago."""
    deal = acts.propose(4)
    acts.accept(deal)
    acts.hand_over(deal)
    acts.weigh(deal, 4)
    return deal.id


def keep_silent(deal_id: UUID) -> str:
    with unit_of_work():
        return "confirmed" if service.confirm_by_silence(deal_id, 1, at=LATE) else "too late"


def weigh_again(acts: Acts, deal_id: UUID) -> str:
    """The giver's second press comes when it is the taker's turn: that is forbidden, not a conflict."""
    try:
        with unit_of_work():
            service.weigh(deal_id, 1, acts.scale(3), by=acts.giver, at=LATE)
    except Forbidden as refusal:
        return refusal.code
    return "weighed"


def whole(deal_id: UUID) -> Deal:
    deal = queries.whole(deal_id)
    assert deal is not None
    return deal
