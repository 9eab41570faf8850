"""An agreed deal goes on: loads are planned ahead, never more than is free, and both sides know."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, Site
from exchange.deals import queries as deals
from exchange.deals.models import Deal, DealState, Movement, MovementState
from exchange.deals.recurring import queries, service
from exchange.deals.recurring.core.rhythm import RhythmState
from exchange.deals.recurring.models import Occurrence, OccurrenceState
from exchange.deals.recurring.service import RhythmDraft
from exchange.kernel import clock, invariants
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.models import Account, Cause, Need
from tests import makers
from tests.deals.acts import TUESDAY, Acts
from tests.makers import MONDAY, TODAY

Look = Callable[[Deal | UUID], Deal]
Told = Callable[[Person], list[str]]
THURSDAYS = [date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)]


def draft(quantity: Any = 100, **facts: Any) -> RhythmDraft:
    given: dict[str, Any] = {
        "every_weeks": 1, "weekday": 3, "slot_starts": time(10), "slot_ends": time(11),
        "starts_on": TODAY + timedelta(days=1), "ends_on": None, "notice_days": 14,
    }  # fmt: skip
    return RhythmDraft(Decimal(quantity), **{**given, **facts})


def proposed(acts: Acts, quantity: Any = 100, first: Any = 400, **facts: Any) -> tuple[Deal, UUID]:
    """Agreed about a first load; the taker asks to go on."""
    deal = acts.propose(first)
    acts.accept(deal)
    with unit_of_work():
        return deal, service.propose(deal.id, draft(quantity, **facts), by=acts.taker, at=MONDAY).id


def running(acts: Acts, quantity: Any = 100, **facts: Any) -> Deal:
    deal, rhythm = proposed(acts, quantity, **facts)
    with unit_of_work():
        service.agree(deal.id, rhythm, by=acts.giver, at=MONDAY)
    return deal


def follow(deal: Deal, at: datetime = MONDAY) -> bool:
    with unit_of_work():
        return service.follow(deal.id, at=at)


def act(verb: Callable[..., Any], *arguments: Any, **more: Any) -> None:
    with unit_of_work():
        verb(*arguments, **{"at": MONDAY, **more})


def planned(deal: Deal) -> list[tuple[date, Decimal]]:
    return [(one.day, one.planned_kg) for one in queries.occurrences(deal.id, TODAY)]


@pytest.fixture(autouse=True)
def nothing_broken(session: Session) -> Any:
    """After every play the books balance."""
    yield
    session.expire_all()
    assert not any(invariants.broken().values())


def test_agreeing_plans_four_weeks_with_their_slots(acts: Acts, look: Look) -> None:
    deal = look(running(acts))

    assert deal.state is DealState.ACTIVE
    assert planned(deal) == [(day, Decimal(100)) for day in THURSDAYS]
    loads = deal.movements[1:]
    assert [load.state for load in loads] == [MovementState.SCHEDULED] * 4
    assert [clock.day_of(load.slot_start) for load in loads if load.slot_start] == THURSDAYS
    assert {load.slot_start.astimezone(clock.zone()).hour for load in loads if load.slot_start} == {10}
    assert (deal.offer.free_kg, deal.offer.committed_kg) == (200, 800)


def test_loads_are_capped_by_what_is_free_and_both_are_told_once(
    acts: Acts, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    deal = running(acts, 250)
    for _ in range(2):
        assert not follow(deal)

    assert planned(deal) == list(zip(THURSDAYS, map(Decimal, (250, 250, 100, 0)), strict=True))
    assert look(deal).offer.free_kg == 0
    assert [told(person).count("deal_load_capped") for person in (anna, bram)] == [2, 2]


def test_a_short_day_gets_its_load_when_stock_comes(acts: Acts, look: Look) -> None:
    deal = running(acts, 200)
    assert planned(deal)[3] == (THURSDAYS[3], Decimal(0))
    act(stock.move, acts.offer_id, Decimal(500), Account.OUTSIDE, Account.FREE, cause=Cause.CORRECTED)

    assert follow(deal)

    assert planned(deal)[3] == (THURSDAYS[3], Decimal(200))
    assert look(deal).offer.free_kg == 300


def test_less_than_the_smallest_quantity_is_no_load(acts: Acts, session: Session) -> None:
    deal = acts.propose(850)
    acts.accept(deal)
    deal.offer.minimum_kg = Decimal(60)
    with unit_of_work():
        rhythm = service.propose(deal.id, draft(100), by=acts.taker, at=MONDAY).id
    act(service.agree, deal.id, rhythm, by=acts.giver)

    assert [kg for _, kg in planned(deal)] == [100, 0, 0, 0], "50 kg would be left for the second"


def test_what_the_need_still_wants_is_a_cap_too(acts: Acts, farmyard: Site, session: Session) -> None:
    need = makers.a_need(farmyard, quantity=550)
    deal = acts.propose(400, need_id=need.id)
    acts.accept(deal)
    with unit_of_work():
        rhythm = service.propose(deal.id, draft(100), by=acts.taker, at=MONDAY).id
    act(service.agree, deal.id, rhythm, by=acts.giver)

    assert [kg for _, kg in planned(deal)] == [100, 50, 0, 0]
    assert session.scalar(sa.select(Need.covered_kg).where(Need.id == need.id)) == 550


def test_the_horizon_rolls_and_rolling_twice_changes_nothing(acts: Acts) -> None:
    deal = running(acts, 50)
    later = MONDAY + timedelta(days=7)

    assert [follow(deal, later), follow(deal, later)] == [True, False]
    assert len(planned(deal)) == 5


def test_a_load_left_out_stays_out_and_frees_its_quantity(acts: Acts, look: Look, told: Told, anna: Person) -> None:
    deal = running(acts)
    act(service.skip, deal.id, 3, by=acts.taker)
    follow(deal)

    assert [one.state for one in queries.occurrences(deal.id, TODAY)][1] is OccurrenceState.SKIPPED
    assert look(deal).offer.free_kg == 300
    assert told(anna).count("deal_load_skipped") == 1
    with pytest.raises(Conflict):
        act(service.skip, deal.id, 3, by=acts.taker)


def test_a_load_on_the_road_cannot_be_left_out(acts: Acts) -> None:
    deal = running(acts)
    acts.hand_over(deal)

    with pytest.raises(Conflict):
        act(service.skip, deal.id, 1, by=acts.taker)


def test_a_pause_frees_what_was_planned_and_ends_by_itself(acts: Acts, look: Look) -> None:
    deal = running(acts)
    act(service.pause, deal.id, date(2026, 12, 8), by=acts.taker)

    assert look(deal).state is DealState.SUSPENDED
    assert look(deal).offer.free_kg == 600
    assert not follow(deal, datetime(2026, 12, 7, 9, tzinfo=MONDAY.tzinfo))
    with pytest.raises(Forbidden):
        act(service.resume, deal.id, by=acts.giver)

    assert follow(deal, datetime(2026, 12, 8, 9, tzinfo=MONDAY.tzinfo))
    assert look(deal).state is DealState.ACTIVE
    done = [one for one in queries.occurrences(deal.id, TODAY) if one.state is OccurrenceState.PLANNED]
    assert [one.day for one in done] == [THURSDAYS[2], THURSDAYS[3], date(2026, 12, 24), date(2026, 12, 31)]


def test_who_paused_resumes_early_on_the_same_days(acts: Acts) -> None:
    deal = running(acts)
    act(service.pause, deal.id, date(2026, 12, 8), by=acts.taker)
    act(service.resume, deal.id, by=acts.taker)

    assert planned(deal) == [(day, Decimal(100)) for day in THURSDAYS]


@pytest.mark.parametrize("until", [TODAY, TODAY + timedelta(days=93)])
def test_a_pause_has_an_end_that_lies_ahead(acts: Acts, until: date) -> None:
    deal = running(acts)

    with pytest.raises(Unprocessable):
        act(service.pause, deal.id, until, by=acts.taker)


def test_ending_keeps_the_notice_and_then_the_deal_is_done(acts: Acts, look: Look) -> None:
    deal = running(acts)
    acts.through(deal)
    act(service.end, deal.id, by=acts.giver)
    last = TODAY + timedelta(days=14)

    assert [day for day, kg in planned(deal) if kg] == THURSDAYS[:2], f"after {last} nothing comes"
    for number in (2, 3):
        act(service.skip, deal.id, number, by=acts.taker)
    assert not follow(deal, MONDAY + timedelta(days=14))
    assert follow(deal, MONDAY + timedelta(days=15))
    assert (look(deal).state, look(deal).turn_of) == (DealState.COMPLETED, None)
    assert not follow(deal, MONDAY + timedelta(days=15))


def test_a_rhythm_that_delivered_nothing_is_called_off(acts: Acts, look: Look) -> None:
    deal = running(acts, notice_days=0)
    act(service.skip, deal.id, 1, by=acts.giver)
    act(service.end, deal.id, by=acts.giver)

    assert follow(deal, MONDAY + timedelta(days=1))
    assert look(deal).state is DealState.CANCELLED
    assert look(deal).offer.free_kg == 1000


def test_out_of_a_pause_it_ends_at_once(acts: Acts, look: Look) -> None:
    deal = running(acts)
    acts.through(deal)
    act(service.pause, deal.id, date(2026, 12, 8), by=acts.taker)
    act(service.end, deal.id, by=acts.giver)

    assert follow(deal, MONDAY + timedelta(days=1))
    assert look(deal).state is DealState.COMPLETED


def test_an_occurrence_is_an_ordinary_load(acts: Acts, look: Look) -> None:
    deal = running(acts)
    acts.through(deal)

    assert look(deal).state is DealState.ACTIVE, "the first is done, the deal goes on"
    load = look(deal).load
    assert load is not None
    assert load.load_number == 2
    assert look(deal).offer.delivered_kg == 400


def test_only_the_other_side_says_yes_and_only_to_what_it_read(acts: Acts, look: Look) -> None:
    deal, rhythm = proposed(acts)

    with pytest.raises(Forbidden):
        act(service.agree, deal.id, rhythm, by=acts.taker)
    with pytest.raises(Conflict):
        act(service.agree, deal.id, deal.id, by=acts.giver)
    with pytest.raises(NotFound):
        stranger = type(acts.giver)(acts.giver.person_id, makers.a_business("Elsewhere").id)
        act(service.agree, deal.id, rhythm, by=stranger)
    act(service.decline, deal.id, by=acts.giver)
    assert look(deal).state is DealState.AGREED


def test_a_proposal_lapses_and_another_can_be_made(acts: Acts, told: Told, bram: Person) -> None:
    deal, rhythm = proposed(acts)
    late = MONDAY + timedelta(days=14)
    with pytest.raises(Conflict):
        act(service.agree, deal.id, rhythm, by=acts.giver, at=late)

    assert [follow(deal, late), follow(deal, late)] == [True, False]
    assert told(bram).count("deal_rhythm_lapsed") == 1
    act(service.propose, deal.id, draft(), by=acts.giver)


def test_a_proposal_falls_with_its_deal(acts: Acts) -> None:
    deal, _ = proposed(acts)
    acts.end("cancel", deal, acts.giver)

    assert follow(deal)
    last = queries.last_of(deal.id)
    assert last is not None
    assert last.state is RhythmState.LAPSED


@pytest.mark.parametrize(
    "facts", [{"starts_on": TODAY}, {"ends_on": TODAY + timedelta(days=1)}, {"quantity": "0.0001"}]
)
def test_a_rhythm_that_cannot_be_is_refused(acts: Acts, facts: dict[str, Any]) -> None:
    deal = acts.propose()
    acts.accept(deal)

    with pytest.raises(Unprocessable):
        act(service.propose, deal.id, draft(**facts), by=acts.taker)


def test_both_sites_must_be_open_on_that_day(acts: Acts, brewhouse: Site, session: Session) -> None:
    brewhouse.opening_hours = {"0": [["08:00", "18:00"]]}
    session.commit()

    with pytest.raises(Unprocessable):
        proposed(acts)


def test_there_is_one_rhythm_of_a_deal_and_one_row_of_a_day(acts: Acts, session: Session) -> None:
    deal = running(acts)
    with pytest.raises(Conflict):
        act(service.propose, deal.id, draft(), by=acts.taker)
    first = session.scalars(sa.select(Occurrence).limit(1)).one()
    twin = Occurrence(
        recurrence_id=first.recurrence_id, deal_id=deal.id, day=first.day, state=OccurrenceState.SHORT,
        wanted_kg=Decimal(1), planned_kg=Decimal(0),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="occurrence_deal_id_day_key"), session.begin_nested():
        session.add(twin)
        session.flush()


def test_the_turn_is_of_the_giver_while_no_load_is_under_way(acts: Acts, look: Look) -> None:
    deal = running(acts, 600)
    acts.through(deal)
    act(service.skip, deal.id, 2, by=acts.taker)

    assert not [load for load in look(deal).movements if load.state is MovementState.SCHEDULED]
    assert look(deal).turn_of == acts.giver.business_id


def test_nobody_is_reminded_of_a_pause(acts: Acts) -> None:
    deal = running(acts)
    acts.through(deal)
    act(service.pause, deal.id, date(2026, 12, 8), by=acts.taker, at=TUESDAY)

    assert deals.idle(TUESDAY + timedelta(days=5)) == []


def test_the_worker_follows(acts: Acts, session: Session) -> None:
    running(acts, 50)

    TASKS[Job.FOLLOW_RHYTHMS].run()
    before = session.scalar(sa.select(sa.func.count()).select_from(Movement))
    TASKS[Job.FOLLOW_RHYTHMS].run()

    assert session.scalar(sa.select(sa.func.count()).select_from(Movement)) == before
