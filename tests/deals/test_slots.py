"""When a load can be fetched: ahead, inside both sites' hours, at a time that exists."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from exchange.accounts.models import Site
from exchange.deals import service
from exchange.deals.core.slots import NoSuchTime, instant, is_open
from exchange.deals.service import SlotDraft
from exchange.kernel.refusals import Conflict, Unprocessable
from tests.deals.acts import TUESDAY, Acts
from tests.deals.states import planned
from tests.makers import MONDAY

PARIS = ZoneInfo("Europe/Paris")
MORNINGS = {"1": [["08:00", "12:00"]]}


def test_the_same_clock_time_is_another_instant_in_summer() -> None:
    assert instant(date(2026, 1, 5), time(9), PARIS) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert instant(date(2026, 7, 6), time(9), PARIS) == datetime(2026, 7, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["skipped", "twice"])
def test_an_hour_that_the_change_of_clocks_skips_or_repeats_is_no_time(day: date) -> None:
    with pytest.raises(NoSuchTime):
        instant(day, time(2, 30), PARIS)


@pytest.mark.parametrize(
    ("begin", "hours", "opened"),
    [
        ((24, 7), 1, True),
        ((24, 10), 1, True),
        ((24, 10), 2, False),
        ((24, 6), 1, False),
        ((25, 8), 1, False),
        ((24, 10), 24, False),
    ],
)
def test_a_slot_lies_inside_one_interval_of_its_day(begin: tuple[int, int], hours: int, opened: bool) -> None:
    start = datetime(2026, 11, *begin, tzinfo=UTC)

    assert is_open(MORNINGS, start, start + timedelta(hours=hours), PARIS) is opened
    assert is_open({}, start, start + timedelta(hours=hours), PARIS)


@pytest.mark.parametrize("shift", [{"days": -2}, {"days": 400}], ids=["past", "too far"])
def test_a_slot_lies_ahead_within_a_year(acts: Acts, shift: dict[str, int]) -> None:
    deal = planned(acts)

    with pytest.raises(Unprocessable, match="slot_not_ahead"):
        acts.propose_slot(deal, **shift)


@pytest.mark.parametrize("site", ["brewhouse", "farmyard"])
def test_a_slot_outside_either_sites_hours_is_refused_by_name(
    acts: Acts, site: str, request: pytest.FixtureRequest, session: Session
) -> None:
    closed: Site = request.getfixturevalue(site)
    closed.opening_hours = {"1": [["14:00", "17:00"]]}
    deal = planned(acts)

    with pytest.raises(Unprocessable, match="outside_hours") as refusal:
        acts.propose_slot(deal)

    assert closed.name in refusal.value.message


def test_a_slot_that_was_changed_is_not_agreed_blindly(acts: Acts) -> None:
    deal = planned(acts)
    acts.propose_slot(deal)
    acts.propose_slot(deal, hours=2)

    with pytest.raises(Conflict, match="superseded"):
        acts.agree_slot(deal, start=TUESDAY)


def test_nothing_can_be_agreed_before_a_slot_is_named(acts: Acts) -> None:
    with pytest.raises(Conflict, match="nothing_to_answer"):
        acts.agree_slot(planned(acts))


def test_a_slot_runs_forward(acts: Acts) -> None:
    deal = planned(acts)

    with pytest.raises(Unprocessable, match="slot_not_ahead"):
        service.propose_slot(deal.id, 1, SlotDraft(TUESDAY, TUESDAY), by=acts.taker, at=MONDAY)
