"""Who came too late waits and is told; when stock is free again the talk goes on, with the time it had left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.deals import queries, service
from exchange.deals.models import Deal, DealState
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings import stock
from exchange.listings.models import Account, Cause, Offer
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.makers import MONDAY, kg

Look = Callable[[Deal | UUID], Deal]
Told = Callable[[Person], list[str]]


def test_a_rival_waits_when_the_lot_runs_short_and_both_sides_are_told_once(
    acts: Acts, look: Look, told: Told, anna: Person, bram: Person, jobs: Callable[[], list[Any]]
) -> None:
    first, second, small = acts.propose(700), acts.propose(400), acts.propose(300)

    acts.accept(first)
    (follow,) = [arguments for name, arguments in jobs() if name is Job.FOLLOW_STOCK]
    TASKS[Job.FOLLOW_STOCK].run(**follow)
    TASKS[Job.FOLLOW_STOCK].run(**follow)

    assert told(anna).count("deal_waits_for_stock") == told(bram).count("deal_waits_for_stock") == 1
    assert [look(deal).state for deal in (second, small)] == [DealState.ON_HOLD, DealState.NEGOTIATING]
    with pytest.raises(Conflict, match="not_possible_now"):
        acts.accept(second)


@pytest.mark.parametrize("way", ["cancelled", "lighter", "lot edited up", "hold lapsed"])
def test_a_rival_is_revived_and_told_when_stock_is_free_again(
    way: str, acts: Acts, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    first, second = acts.propose(700), acts.propose(400)
    if way == "hold lapsed":
        acts.hold(first)
    else:
        acts.accept(first)
    acts.follow_stock()
    assert look(second).state is DealState.ON_HOLD

    free_again(way, acts, first)
    acts.follow_stock()
    acts.follow_stock()

    assert look(second).state is DealState.NEGOTIATING
    assert told(anna).count("deal_revived") == told(bram).count("deal_revived") == 1
    acts.accept(second)


def free_again(way: str, acts: Acts, first: Deal) -> None:
    if way == "cancelled":
        acts.end("cancel", first, acts.giver)
    elif way == "lighter":
        acts.through(first, 500)
    elif way == "hold lapsed":
        with unit_of_work():
            service.lapse_hold(first.id, at=states.LONG_AFTER)
    else:
        with unit_of_work():
            stock.move(acts.offer_id, kg(100), Account.OUTSIDE, Account.FREE, cause=Cause.CORRECTED, at=MONDAY)


def test_the_clock_stands_still_while_a_talk_waits(acts: Acts, look: Look) -> None:
    first, second = acts.propose(700), acts.propose(400)
    expires_at = look(second).expires_at
    acts.accept(first)
    acts.follow_stock()
    assert queries.lapsed(expires_at) == [], "a talk on hold does not lapse with its terms"

    acts.end("cancel", first, acts.giver)
    with unit_of_work():
        assert service.follow_stock(second.id, at=TUESDAY)

    deal = look(second)
    assert (deal.expires_at, deal.clock_stopped_at) == (expires_at + timedelta(days=1), None)


def test_asking_for_less_ends_the_waiting(acts: Acts, look: Look) -> None:
    deal = states.on_hold(acts)

    acts.counter(deal, 200, by=acts.taker)

    deal = look(deal)
    assert (deal.state, deal.turn_of, deal.clock_stopped_at) == (DealState.NEGOTIATING, acts.giver.business_id, None)
    acts.accept(deal)


def test_a_talk_that_waited_in_vain_lapses_after_two_months(acts: Acts, look: Look) -> None:
    deal = states.on_hold(acts)
    end = MONDAY + queries.WAITS_AT_MOST

    assert not service.expire(deal.id, at=end - timedelta(seconds=1))
    assert queries.lapsed(end) == [deal.id]
    with unit_of_work():
        assert service.expire(deal.id, at=end)
    assert look(deal).state is DealState.EXPIRED


def test_a_lot_that_is_withdrawn_puts_its_talks_on_hold(acts: Acts, look: Look, session: Session) -> None:
    deal = acts.propose()
    session.get_one(Offer, acts.offer_id)

    with unit_of_work():
        listings.withdraw_offer(acts.offer_id, by=acts.giver.person_id, business_id=acts.giver.business_id, at=MONDAY)
    acts.follow_stock()

    assert look(deal).state is DealState.ON_HOLD


def test_nobody_is_asked_to_follow_a_lot_that_nobody_talks_about(acts: Acts, jobs: Callable[[], list[Any]]) -> None:
    with unit_of_work():
        listings.pause_offer(acts.offer_id, by=acts.giver.person_id, business_id=acts.giver.business_id, at=MONDAY)

    assert Job.FOLLOW_STOCK not in [name for name, _ in jobs()]
    assert makers.MONDAY == MONDAY
