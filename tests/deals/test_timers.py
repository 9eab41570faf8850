"""No state that is not final waits without an owner and a clock, and who has the turn is reminded."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.deals import queries, service
from exchange.deals.core.contract import OPEN_STATES
from exchange.deals.core.movement import OPEN_LOADS
from exchange.deals.models import Deal
from exchange.deals.timers import TIMERS, Aside, Wait
from exchange.kernel.clock import now
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.deals.states import Build
from tests.makers import MONDAY

DOCS = Path(__file__).parents[2] / "docs" / "deals.md"
Told = Callable[[Person], list[str]]


def test_every_state_that_is_not_final_has_an_owner_and_a_clock_or_a_reminder() -> None:
    assert set(TIMERS) == OPEN_STATES | OPEN_LOADS | set(Aside)
    assert all(wait.owner and (wait.job or wait.reminds) for wait in TIMERS.values())
    assert {wait.job for wait in TIMERS.values() if wait.job} <= set(TASKS)


def test_the_table_in_the_docs_is_the_table_that_runs() -> None:
    lines = DOCS.read_text().split("\n| state |", 1)[1].split("\n\n", 1)[0].splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    told = {state: row for state, *row in rows[2:]}

    assert told == {state.value: row_of(wait) for state, wait in TIMERS.items()}


def row_of(wait: Wait) -> list[str]:
    most = f"{wait.most.days} days" if wait.most else ""
    return [wait.owner, str(wait.job or "nothing"), most, "yes" if wait.reminds else "no"]


@pytest.mark.parametrize(
    ("build", "side"),
    [(states.asked, "giver"), (states.planned, "taker"), (states.on_the_road, "taker"), (states.weighed, "giver")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_who_has_the_turn_is_reminded_once_a_step(
    build: Build, side: str, acts: Acts, told: Told, anna: Person, bram: Person
) -> None:
    deal = build(acts)
    later = TUESDAY + queries.REMIND_AFTER
    assert queries.idle(MONDAY + timedelta(days=2)) == []

    assert queries.idle(later) == [deal.id]
    with unit_of_work():
        service.remind(deal.id, at=later)
        service.remind(deal.id, at=later)

    counts = [told(person).count("deal_reminder") for person in (anna, bram)]
    assert counts == ([1, 0] if side == "giver" else [0, 1])


def test_an_agreed_slot_is_waited_for(acts: Acts) -> None:
    deal = states.scheduled(acts)
    end = TUESDAY + timedelta(hours=1)

    assert queries.idle(end + queries.REMIND_AFTER - timedelta(minutes=1)) == []
    assert queries.idle(end + queries.REMIND_AFTER) == [deal.id]


def test_what_is_held_or_waits_for_stock_reminds_nobody(acts: Acts) -> None:
    states.held(acts)

    assert queries.idle(MONDAY + timedelta(days=30)) == []


def test_the_worker_reminds(acts: Acts, session: Session, told: Told, anna: Person) -> None:
    acts.propose()
    session.execute(sa.update(Deal).values(changed_at=now() - timedelta(days=4)))
    session.commit()

    TASKS[Job.REMIND_DEALS].run()
    TASKS[Job.REMIND_DEALS].run()

    assert told(anna).count("deal_reminder") == 1
