"""While one of the two companies may not trade, a deal stands still: nothing binds anew, and no clock runs out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import service as accounts
from exchange.accounts.models import Business, Person
from exchange.deals import queries, service
from exchange.deals.models import Deal, DealState, MovementState
from exchange.deals.service import Party
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.makers import MONDAY, enter

Look = Callable[[Deal], Deal]
WEEK = timedelta(days=7)
WORDS = ["deal_frozen", "deal_thawed"]


@pytest.fixture
def suspend(farm: Business, mona: Person) -> Callable[..., None]:
    """Mona suspends the farm, and the worker follows."""

    def freeze(*deals: Deal, at: datetime = TUESDAY) -> None:
        with unit_of_work():
            accounts.suspend_business(farm.id, by=mona.id, at=at, reason="Waste was sold as goods")
        follow(*deals, at=at)

    return freeze


@pytest.fixture
def restore(farm: Business, mona: Person) -> Callable[..., None]:
    """Mona lets the farm trade again, and the worker follows."""

    def thaw(*deals: Deal, at: datetime) -> None:
        with unit_of_work():
            accounts.restore_business(farm.id, by=mona.id, at=at)
        follow(*deals, at=at)

    return thaw


def follow(*deals: Deal, at: datetime) -> list[bool]:
    with unit_of_work():
        return [service.follow_standing(deal.id, at=at) for deal in deals]


@pytest.mark.parametrize(
    ("build", "verb"),
    [(states.asked, "accept"), (states.asked, "counter"), (states.planned, "propose_slot"),
     (states.scheduled, "hand_over")],
    ids=lambda value: getattr(value, "__name__", value),
)  # fmt: skip
def test_nothing_binds_anew_or_leaves_the_yard_even_before_the_worker_came(
    build: Callable[[Acts], Deal], verb: str, acts: Acts, giver: Party, farm: Business, mona: Person, look: Look
) -> None:
    deal = build(acts)
    with unit_of_work():
        accounts.suspend_business(farm.id, by=mona.id, at=TUESDAY, reason="Waste was sold as goods")
    before = look(deal).steps

    with pytest.raises(Conflict) as refused:
        getattr(acts, verb)(deal, by=giver)

    assert refused.value.code == "frozen"
    assert look(deal).steps == before


def test_what_is_on_the_road_is_weighed_and_confirmed(acts: Acts, suspend: Any, giver: Party, look: Look) -> None:
    deal = states.weighed(acts)
    suspend(deal)

    acts.confirm(deal, by=giver)

    assert look(deal).state is DealState.COMPLETED


def test_the_other_side_can_get_out(acts: Acts, suspend: Any, giver: Party, look: Look) -> None:
    agreed, asked = states.planned(acts), acts.propose(100)
    suspend(agreed, asked)

    acts.end("cancel", agreed, giver)
    acts.end("decline", asked, giver)

    assert (look(agreed).state, look(asked).state) == (DealState.CANCELLED, DealState.DECLINED)
    assert look(agreed).offer.free_kg == 1000


def test_terms_have_the_time_they_had_left(acts: Acts, suspend: Any, restore: Any, look: Look) -> None:
    deal = states.asked(acts)
    ends = look(deal).expires_at
    suspend(deal)
    assert deal.id not in queries.lapsed(ends + WEEK)
    with unit_of_work():
        assert not service.expire(deal.id, at=ends + WEEK)

    restore(deal, at=TUESDAY + 8 * WEEK)

    assert look(deal).expires_at == ends + 8 * WEEK
    assert queries.lapsed(ends + 8 * WEEK - timedelta(seconds=1)) == []
    assert queries.lapsed(ends + 8 * WEEK) == [deal.id]


def test_silence_counts_from_the_day_it_goes_on(acts: Acts, suspend: Any, restore: Any, look: Look) -> None:
    deal = states.weighed(acts)
    suspend(deal)
    assert queries.silent(TUESDAY + 2 * WEEK) == []
    with unit_of_work():
        assert not service.confirm_by_silence(deal.id, 1, at=TUESDAY + 2 * WEEK)

    again = TUESDAY + 3 * WEEK
    restore(deal, at=again)
    with unit_of_work():
        assert not service.confirm_by_silence(deal.id, 1, at=again + WEEK - timedelta(seconds=1))
    assert queries.silent(again + WEEK) == [(deal.id, 1)]
    with unit_of_work():
        assert service.confirm_by_silence(deal.id, 1, at=again + WEEK)
    assert look(deal).movements[0].state is MovementState.CONFIRMED


def test_both_sides_are_told_once_and_the_journal_says_so(
    acts: Acts, suspend: Any, restore: Any, anna: Person, bram: Person, told: Any, history: Any
) -> None:
    deal = states.planned(acts)
    suspend(deal)
    assert follow(deal, at=TUESDAY + WEEK) == [False]
    restore(deal, at=TUESDAY + WEEK)

    for person in (anna, bram):
        assert [kind for kind in told(person) if kind in WORDS] == WORDS
    assert [verb for verb in history(deal) if verb in {"frozen", "thawed"}] == ["frozen", "thawed"]


def test_what_stands_still_is_nobodys_turn_and_its_page_says_why(
    acts: Acts, suspend: Any, client: FlaskClient, anna: Person, brewery: Business, look: Look
) -> None:
    deal = states.asked(acts)
    assert queries.turn_count(brewery.id) == 1
    suspend(deal)

    assert queries.turn_count(brewery.id) == 0
    assert not look(deal).waits_for(brewery.id)
    page = enter(client, anna, brewery).get(f"/deals/{deal.id}").text
    assert "This deal stands still" in page
    assert "Accept" not in page


def test_nobody_is_reminded_of_what_stands_still(acts: Acts, suspend: Any, restore: Any) -> None:
    deal = states.planned(acts)
    later = TUESDAY + queries.REMIND_AFTER + timedelta(days=1)
    assert queries.idle(later) == [deal.id]
    suspend(deal, at=TUESDAY)
    assert queries.idle(later) == []


def test_the_worker_follows_every_open_deal_of_the_company(
    acts: Acts, farm: Business, mona: Person, run_jobs: Callable[[], None], look: Look, session: Session
) -> None:
    open_one, ended = acts.propose(100), acts.propose(100)
    acts.end("decline", ended, acts.giver)
    with unit_of_work():
        accounts.suspend_business(farm.id, by=mona.id, at=MONDAY, reason="Waste was sold as goods")
    run_jobs()
    session.expire_all()

    assert look(open_one).frozen_at is not None
    assert look(ended).frozen_at is None
