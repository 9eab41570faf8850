"""A sample, an acceptance of all there is and the clock reach for one lot at once: one has it, or each its own."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from exchange.deals import queries, service
from exchange.deals.models import Deal, DealState
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Account, Cause, StockMovement
from tests.deals.acts import Acts
from tests.deals.racing import ROUNDS, broken, lot_now, no_deadlocks
from tests.deals.test_races import UNITS, a_hundred_units, accept, cast, inside, race_app, storm
from tests.makers import MONDAY, kg

__all__ = ["cast", "inside", "no_deadlocks", "race_app"]
pytestmark = pytest.mark.usefixtures("no_deadlocks")
LATE = MONDAY + timedelta(days=14)


@ROUNDS
def test_two_samples_and_an_acceptance_of_all_at_once(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """Who takes all leaves nothing to try; where a sample went first, all is not there any more. Never both."""
    for number in range(rounds):
        acts = on_a_lot_of_its_own(cast[-1])
        tried, whole = [asking(acts, 10), asking(acts, 10)], acts.propose(UNITS)
        hands = [*(partial(give, acts, deal.id) for deal in tried), partial(accept, acts, whole.id)]

        answers = storm(race_app, (hands if number % 2 else hands[::-1]) * 3, threads=9)

        lot, is_sold = lot_now(acts.offer_id), "accepted" in answers
        assert (answers.count("given"), answers.count("accepted")) == ((0, 1) if is_sold else (2, 0))
        stock_kg = (lot.free_kg, lot.sample_kg, lot.committed_kg)
        assert stock_kg == ((0, 0, UNITS) if is_sold else (80, 20, 0))
        assert {look(deal.id).gave_sample for deal in tried} == {not is_sold}
        assert sampled(acts.offer_id) == lot.sample_kg
    assert not broken()


@ROUNDS
def test_the_last_kilogram_is_tried_by_one_or_bound_by_one(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """Two want to try nearly all of it, a third takes it: one of the three is served, and no gram is there twice."""
    for number in range(rounds):
        acts = on_a_lot_of_its_own(cast[-1])
        accept(acts, acts.propose(UNITS - 1).id)
        tried, whole = [asking(acts, "0.999"), asking(acts, "0.999")], acts.propose(1)
        hands = [*(partial(give, acts, deal.id) for deal in tried), partial(accept, acts, whole.id)]

        answers = storm(race_app, (hands if number % 2 else hands[::-1]) * 3, threads=9)

        assert answers.count("given") + answers.count("accepted") == 1
        lot, is_sold = lot_now(acts.offer_id), "accepted" in answers
        assert lot.free_kg == (0 if is_sold else kg("0.001"))
        assert lot.committed_kg == (UNITS if is_sold else UNITS - 1)
        assert lot.sample_kg == sampled(acts.offer_id) == (0 if is_sold else kg("0.999"))
    assert not broken()


@ROUNDS
def test_the_end_of_a_wait_and_a_sample_handed_out_at_once(race_app: Any, cast: tuple[Any, ...], rounds: int) -> None:
    """It was handed out and is to be judged, or the wait ended and all stock is free."""
    for number in range(rounds):
        acts = on_a_lot_of_its_own(cast[-1])
        deal = asking(acts, 10)
        hands = [partial(give, acts, deal.id), partial(lapse, deal.id)]

        answers = storm(race_app, (hands if number % 2 else hands[::-1]) * 4, threads=8)

        is_given = "given" in answers
        assert (answers.count("given"), answers.count("lapsed")) == ((1, 0) if is_given else (0, 1))
        assert look(deal.id).state is (DealState.SAMPLE if is_given else DealState.NEGOTIATING)
        assert lot_now(acts.offer_id).sample_kg == (10 if is_given else 0)
    assert not broken()


def on_a_lot_of_its_own(acts: Acts) -> Acts:
    """The same two sides, with a hundred kilograms of which nobody had any."""
    return replace(acts, offer_id=a_hundred_units(acts))


def asking(acts: Acts, quantity: Any) -> Deal:
    """A talk about a kilogram in which a sample was asked for."""
    deal = acts.propose(1)
    acts.ask_sample(deal, quantity)
    return deal


def give(acts: Acts, deal_id: UUID) -> str:
    with unit_of_work():
        service.give_sample(deal_id, by=acts.giver, at=LATE)
    return "given"


def lapse(deal_id: UUID) -> str:
    with unit_of_work():
        return "lapsed" if service.lapse_sample(deal_id, at=LATE) else "too late"


def sampled(offer_id: UUID) -> Any:
    """What the ledger says went from free to sample, and not back."""
    went = sa.select(sa.func.coalesce(sa.func.sum(StockMovement.quantity_kg), 0))
    moved = StockMovement.offer_id == offer_id, StockMovement.cause == Cause.SAMPLED
    way = StockMovement.source == Account.FREE, StockMovement.target == Account.SAMPLE
    return session().scalar(went.where(*moved, *way))


def look(deal_id: UUID) -> Deal:
    session().rollback()
    deal = queries.whole(deal_id)
    assert deal is not None
    return deal
