"""Something kept for one taker until a day: asked, granted, made longer, given back or over."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.deals import queries, service
from exchange.deals.models import Deal, DealHold, DealState, HoldEnd
from exchange.kernel import clock, invariants
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict, Forbidden, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState
from tests.deals import states
from tests.deals.acts import FRIDAY, Acts
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]
Told = Callable[[Person], list[str]]


def test_what_is_kept_is_not_free_and_comes_back_when_the_hold_is_over(
    acts: Acts, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    deal = acts.propose(1000)
    expires_at = look(deal).expires_at
    acts.hold(deal)

    lot = look(deal).offer
    assert (lot.free_kg, lot.held_kg, lot.state) == (0, 1000, ListingState.EXHAUSTED)
    assert queries.holds_over(FRIDAY - timedelta(seconds=1)) == []
    assert queries.holds_over(FRIDAY) == [deal.id]
    with unit_of_work():
        assert not service.lapse_hold(deal.id, at=FRIDAY - timedelta(seconds=1))
        assert service.lapse_hold(deal.id, at=FRIDAY)
        assert not service.lapse_hold(deal.id, at=FRIDAY), "twice changes nothing"

    deal = look(deal)
    assert (deal.offer.free_kg, deal.offer.held_kg, deal.state) == (1000, 0, DealState.NEGOTIATING)
    assert deal.expires_at == expires_at + (FRIDAY - MONDAY), "the time left runs on"
    assert [hold.ending for hold in deal.holds] == [HoldEnd.LAPSED]
    assert told(anna)[-1] == told(bram)[-1] == "deal_hold_lapsed"


def test_what_is_kept_is_agreed_in_one_piece(acts: Acts, look: Look) -> None:
    deal = acts.propose(1000)
    acts.hold(deal)

    acts.accept(deal)

    deal = look(deal)
    assert (deal.offer.held_kg, deal.offer.committed_kg, deal.state) == (0, 1000, DealState.AGREED)
    assert [hold.ending for hold in deal.holds] == [HoldEnd.AGREED]
    assert not any(invariants.broken().values())


def test_other_terms_do_not_touch_what_is_kept_until_they_are_agreed(acts: Acts, look: Look) -> None:
    deal = acts.propose(1000)
    acts.hold(deal)

    acts.counter(deal, 600)
    assert look(deal).offer.held_kg == 1000
    acts.accept(look(deal), by=acts.taker, version=2)

    lot = look(deal).offer
    assert (lot.free_kg, lot.held_kg, lot.committed_kg) == (400, 0, 600)


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
def test_a_hold_ends_with_its_deal(verb: str, acts: Acts, look: Look) -> None:
    deal = states.held(acts)

    acts.end(verb, deal, acts.giver if verb == "decline" else acts.taker)

    deal = look(deal)
    assert (deal.offer.free_kg, deal.offer.held_kg, deal.clock_stopped_at) == (1000, 0, None)
    assert [hold.ending for hold in deal.holds] == [HoldEnd.DEAL_ENDED]


def test_it_is_kept_longer_when_the_giver_agrees(acts: Acts, look: Look) -> None:
    deal = states.held(acts)
    sunday = FRIDAY + timedelta(days=2)
    with unit_of_work():
        service.ask_longer(deal.id, sunday, by=acts.taker, at=MONDAY)
    assert queries.holds_over(FRIDAY) == [deal.id], "until the answer the first end holds"

    with unit_of_work():
        service.extend_hold(deal.id, sunday, by=acts.giver, at=MONDAY)

    assert queries.holds_over(FRIDAY) == []
    with pytest.raises(Unprocessable, match="not_longer"):
        service.extend_hold(deal.id, FRIDAY, by=acts.giver, at=MONDAY)


def test_the_taker_gives_it_back(acts: Acts, look: Look) -> None:
    deal = states.held(acts)
    with pytest.raises(Forbidden, match="other_sides_turn"):
        service.release_hold(deal.id, by=acts.giver, at=MONDAY)

    with unit_of_work():
        service.release_hold(deal.id, by=acts.taker, at=MONDAY)

    assert (look(deal).state, look(deal).offer.free_kg) == (DealState.NEGOTIATING, 1000)


def test_nothing_is_kept_of_what_is_gone(acts: Acts, look: Look) -> None:
    deal, faster = acts.propose(600), acts.propose(800)
    acts.ask_hold(deal)
    acts.accept(faster)

    with pytest.raises(Conflict, match="not_enough_left"):
        service.grant_hold(deal.id, by=acts.giver, at=MONDAY)


@pytest.mark.parametrize("days", [-1, 0, 93])
def test_a_hold_ends_on_a_day_to_come_and_not_too_late(days: int, acts: Acts) -> None:
    deal = acts.propose()

    with pytest.raises(Unprocessable, match="hold_not_ahead"):
        acts.ask_hold(deal, until=MONDAY + timedelta(days=days))


def test_the_worker_gives_back_what_is_over(acts: Acts, look: Look, session: Session) -> None:
    deal = states.held(acts)
    session.execute(
        sa.update(DealHold).values(asked_at=clock.now() - timedelta(days=3), until=clock.now() - timedelta(minutes=1))
    )
    session.commit()

    TASKS[Job.LAPSE_HOLDS].run()
    TASKS[Job.LAPSE_HOLDS].run()

    assert look(deal).state is DealState.NEGOTIATING


def test_the_database_knows_one_open_hold_of_a_deal(acts: Acts, session: Session) -> None:
    deal = states.held(acts)
    session.add(DealHold(deal_id=deal.id, quantity_kg=1, until=FRIDAY, asked_at=MONDAY))

    with pytest.raises(IntegrityError, match="deal_hold_open_idx"):
        session.flush()
