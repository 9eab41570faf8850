"""A little of the lot to try before the order: asked, handed out or not, judged, or nobody says a word."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts import service as accounts
from exchange.accounts.models import Business, Person
from exchange.deals import policy, queries, service
from exchange.deals.models import Deal, DealSample, DealState, SampleEnd, SampleRefusal
from exchange.kernel import invariants
from exchange.kernel.clock import now
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict, Forbidden, Unprocessable
from exchange.kernel.trade import LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, WET, Acts
from tests.deals.states import Build
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]
Told = Callable[[Person], list[str]]


def test_a_sample_is_asked_handed_out_and_judged_and_the_talk_goes_on_with_its_time_left(
    acts: Acts, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    deal = acts.propose()
    expires_at = look(deal).expires_at
    acts.ask_sample(deal)
    assert (look(deal).state, look(deal).turn_of) == (DealState.SAMPLE, acts.giver.business_id)

    acts.give_sample(deal)
    deal = look(deal)
    assert (deal.offer.free_kg, deal.offer.sample_kg) == (990, 10)
    assert (deal.state, deal.turn_of) == (DealState.SAMPLE, acts.taker.business_id)

    acts.judge_sample(deal)
    deal = look(deal)
    assert (deal.state, deal.turn_of) == (DealState.NEGOTIATING, acts.giver.business_id)
    assert deal.expires_at == expires_at + (TUESDAY - MONDAY), "the time left runs on"
    assert [sample.ending for sample in deal.samples] == [SampleEnd.SUITS]
    assert told(anna)[-1] == "deal_sample_judged"
    assert told(bram)[-1] == "deal_sample_given"
    assert not any(invariants.broken().values())


def test_what_was_tried_does_not_come_back_when_the_deal_does_not_come_about(acts: Acts, look: Look) -> None:
    deal = states.sample_given(acts)
    acts.judge_sample(deal, SampleEnd.DOES_NOT_SUIT)
    acts.end("withdraw", deal, acts.taker)

    deal = look(deal)
    assert (deal.offer.free_kg, deal.offer.sample_kg) == (990, 10)
    assert [sample.words for sample in deal.samples] == [WET]


def test_a_talk_about_all_of_a_lot_binds_what_the_sample_left_of_it(acts: Acts, look: Look) -> None:
    deal = acts.propose(1000)
    acts.ask_sample(deal)
    acts.give_sample(deal)
    acts.judge_sample(deal)
    acts.follow_stock()
    assert look(deal).state is DealState.NEGOTIATING, "it does not wait for stock that was tried"

    acts.accept(deal)

    deal = look(deal)
    assert (deal.offer.free_kg, deal.offer.committed_kg, deal.offer.sample_kg) == (0, 990, 10)
    assert deal.movements[0].planned_kg == 990
    assert not any(invariants.broken().values())


def test_a_sample_does_not_strand_what_it_left_below_the_smallest_quantity(acts: Acts, look: Look) -> None:
    with unit_of_work() as current:
        current.get_one(Offer, acts.offer_id).minimum_kg = Decimal(1000)
    deal = acts.propose(1000)
    acts.ask_sample(deal)
    acts.give_sample(deal)
    acts.judge_sample(deal)

    with pytest.raises(Unprocessable, match="below_minimum"):
        acts.counter(deal, 980)
    acts.counter(deal, 990)
    acts.accept(deal, by=acts.taker)

    assert (look(deal).offer.free_kg, look(deal).offer.committed_kg) == (0, 990)


def test_what_others_took_is_not_forgiven_to_a_talk_that_had_a_sample(acts: Acts, look: Look) -> None:
    deal, faster = acts.propose(1000), acts.propose(100)
    acts.ask_sample(deal)
    acts.give_sample(deal)
    acts.judge_sample(deal)
    acts.accept(faster)

    with pytest.raises(Conflict, match="not_enough_left"):
        acts.accept(deal)


def test_terms_wait_until_the_sample_was_tried(acts: Acts) -> None:
    deal = states.sample_given(acts)

    with pytest.raises(Conflict, match="not_possible_now"):
        acts.accept(deal)
    with pytest.raises(Conflict, match="not_possible_now"):
        acts.counter(deal)


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
@pytest.mark.parametrize("build", [states.sample_asked, states.sample_given])
def test_a_sample_ends_with_its_deal(build: Build, verb: str, acts: Acts, look: Look) -> None:
    deal = build(acts)

    acts.end(verb, deal, acts.giver if verb == "decline" else acts.taker)

    deal = look(deal)
    assert [sample.ending for sample in deal.samples] == [SampleEnd.DEAL_ENDED]
    assert deal.clock_stopped_at is None


def test_a_no_and_doing_without_bring_the_talk_back(acts: Acts, look: Look) -> None:
    deal = states.sample_asked(acts)
    with unit_of_work():
        code = SampleRefusal.ANALYSIS_AT_HAND
        service.refuse_sample(deal.id, "See the data sheet", code=code, by=acts.giver, at=MONDAY)
    assert look(deal).state is DealState.NEGOTIATING
    assert [(one.refusal, one.words) for one in look(deal).samples] == [(code, "See the data sheet")]

    acts.ask_sample(deal)
    with pytest.raises(Forbidden, match="other_sides_turn"):
        service.drop_sample(deal.id, by=acts.giver, at=MONDAY)
    with unit_of_work():
        service.drop_sample(deal.id, by=acts.taker, at=MONDAY)

    deal = look(deal)
    assert [sample.ending for sample in deal.samples] == [SampleEnd.REFUSED, SampleEnd.DROPPED]
    assert deal.offer.sample_kg == 0


@pytest.mark.parametrize("quantity", [51, 1000, 5000])
def test_a_sample_is_no_way_to_carry_a_lot_off(quantity: int, acts: Acts) -> None:
    with pytest.raises(Unprocessable, match="too_much_for_a_sample"):
        acts.ask_sample(acts.propose(), quantity)


@pytest.mark.parametrize(
    ("unit", "declared_kg", "free_kg", "most_kg"),
    [
        ("kg", 1000, 1000, "50"), ("kg", 60_000, 60_000, "600"), ("kg", 40, 40, "39.999"), ("kg", 1000, 20, "19.999"),
        ("unit", 1200, 1200, "120"), ("unit", 1200, 0, "0"),
    ],
)  # fmt: skip
def test_the_most_of_a_sample_follows_the_lot(unit: str, declared_kg: int, free_kg: int, most_kg: str) -> None:
    offer = Offer(unit=unit, kg_per_unit=Decimal(120), declared_kg=Decimal(declared_kg), free_kg=Decimal(free_kg))
    assert policy.most_sample_kg(offer) == Decimal(most_kg)


def test_several_samples_are_no_way_either(acts: Acts, look: Look) -> None:
    deal = acts.propose()
    for quantity in (30, 20):
        acts.ask_sample(deal, quantity)
        acts.give_sample(deal)
        with unit_of_work():
            service.judge_sample(deal.id, SampleEnd.SUITS, "", by=acts.taker, at=MONDAY)

    assert policy.left_to_try_kg(look(deal)) == 0
    with pytest.raises(Unprocessable, match="no_more_samples"):
        acts.ask_sample(deal, 1)


def test_asking_again_and_again_ends(acts: Acts, look: Look) -> None:
    deal = acts.propose()
    for _ in range(policy.MOST_SAMPLES):
        acts.ask_sample(deal)
        with unit_of_work():
            service.drop_sample(deal.id, by=acts.taker, at=MONDAY)

    with pytest.raises(Unprocessable, match="no_more_samples"):
        acts.ask_sample(deal)


@pytest.mark.parametrize(("days_ago", "is_possible"), [(0, True), (1, True), (2, False), (-1, False)])
def test_it_was_handed_out_on_a_day_since_it_was_asked(
    days_ago: int, is_possible: bool, acts: Acts, look: Look
) -> None:
    deal, day = states.sample_asked(acts), TUESDAY.date() - timedelta(days=days_ago)

    def give() -> None:
        with unit_of_work():
            service.give_sample(deal.id, by=acts.giver, at=TUESDAY, handed_on=day)

    if is_possible:
        give()
        assert [(one.handed_on, one.given_at) for one in look(deal).samples] == [(day, TUESDAY)]
    else:
        with pytest.raises(Unprocessable, match="day_out_of_range"):
            give()
        assert look(deal).offer.sample_kg == 0


def test_nothing_is_handed_out_of_a_lot_that_was_taken_off(acts: Acts, look: Look, bram: Person) -> None:
    deal = states.sample_asked(acts)
    with unit_of_work() as current:
        current.get_one(Offer, acts.offer_id).state = ListingState.WITHDRAWN

    with pytest.raises(Conflict, match="not_on_offer"):
        acts.give_sample(deal)
    with unit_of_work():
        service.refuse_sample(deal.id, "Taken off", by=acts.giver, at=MONDAY)
    assert look(deal).state is DealState.NEGOTIATING


def test_waste_is_not_handed_out_to_who_has_no_permit_for_it(acts: Acts, look: Look) -> None:
    deal = states.sample_asked(acts)
    with unit_of_work() as current:
        lot = current.get_one(Offer, acts.offer_id)
        lot.legal_status, lot.waste_code = LegalStatus.WASTE, "020304"

    with pytest.raises(Conflict, match="permit_missing"):
        acts.give_sample(deal)
    assert look(deal).offer.sample_kg == 0


def test_nothing_is_handed_out_of_what_is_gone(acts: Acts, look: Look) -> None:
    deal, faster = acts.propose(), acts.propose(1000)
    acts.ask_sample(deal)
    acts.accept(faster)

    with pytest.raises(Conflict, match="not_enough_left"):
        acts.give_sample(deal)
    assert look(deal).state is DealState.SAMPLE


@pytest.mark.parametrize(
    ("build", "days"), [(states.sample_asked, 14), (states.sample_given, 30)], ids=["unanswered", "unjudged"]
)
def test_a_wait_that_nobody_ends_ends_by_itself(build: Build, days: int, acts: Acts, look: Look) -> None:
    deal, due = build(acts), MONDAY + timedelta(days=days)
    assert queries.samples_over(due - timedelta(seconds=1)) == []
    assert queries.samples_over(due) == [deal.id]

    with unit_of_work():
        assert not service.lapse_sample(deal.id, at=due - timedelta(seconds=1))
        assert service.lapse_sample(deal.id, at=due)
        assert not service.lapse_sample(deal.id, at=due), "twice changes nothing"

    assert look(deal).state is DealState.NEGOTIATING
    assert [sample.ending for sample in look(deal).samples] == [SampleEnd.LAPSED]


def test_the_worker_ends_waits(acts: Acts, look: Look, session: Session) -> None:
    deal = states.sample_asked(acts)
    session.execute(sa.update(DealSample).values(asked_at=now() - timedelta(days=15)))
    session.commit()

    TASKS[Job.LAPSE_SAMPLES].run()
    TASKS[Job.LAPSE_SAMPLES].run()

    assert look(deal).state is DealState.NEGOTIATING


def test_while_a_company_may_not_trade_no_sample_is_handed_out_and_none_lapses(
    acts: Acts, farm: Business, mona: Person
) -> None:
    deal = states.sample_asked(acts)
    with unit_of_work():
        accounts.suspend_business(farm.id, by=mona.id, at=MONDAY, reason="Waste was sold as goods")
    with pytest.raises(Conflict, match="frozen"):
        acts.give_sample(deal)
    with unit_of_work():
        service.follow_standing(deal.id, at=MONDAY)
        assert not service.lapse_sample(deal.id, at=states.LONG_AFTER)


def test_the_database_knows_one_open_sample_and_no_judgement_of_what_nobody_has(acts: Acts, session: Session) -> None:
    deal = states.sample_asked(acts)
    said = {"deal_id": deal.id, "quantity_kg": 1, "quantity": 1, "unit": "kg", "asked_at": MONDAY}
    lapsed = {"ended_at": TUESDAY, "ending": SampleEnd.LAPSED}
    wrong = {
        "deal_sample_open_idx": {},
        "judged_after_it_was_given": {"ended_at": TUESDAY, "ending": SampleEnd.SUITS},
        "a_no_has_its_reason": {"ended_at": TUESDAY, "ending": SampleEnd.REFUSED},
        "ended_with_a_reason": {"ended_at": TUESDAY},
        "coded_where_it_was_refused": {**lapsed, "refusal": SampleRefusal.PAPERS},
        "handed_on_a_day_once_given": {**lapsed, "handed_on": TUESDAY.date()},
    }
    for name, more in wrong.items():
        session.add(DealSample(**said, **more))
        with pytest.raises(IntegrityError, match=name):
            session.flush()
        session.rollback()


def test_the_page_leads_both_sides_through_it(
    client: FlaskClient, acts: Acts, session: Session, anna: Person, brewery: Business, bram: Person, farm: Business
) -> None:
    bram.language = "en"
    session.commit()
    brewer, farmer = makers.enter(client, anna, brewery), client.application.test_client()
    makers.enter(farmer, bram, farm)
    deal = acts.propose()
    path = f"/deals/{deal.id}"
    assert f'action="{path}/sample"' not in brewer.get(path).text

    too_much = makers.send(farmer, f"{path}/sample", amount="nine", wish="Moisture")
    assert too_much.status_code == 422
    assert 'value="nine"' in too_much.text, "what was typed is kept"
    assert makers.send(farmer, f"{path}/sample", amount="5", wish="Moisture <b>").status_code == 303
    page = brewer.get(path).text
    assert "asks for a sample first" in page
    assert "Moisture &lt;b&gt;" in page

    assert makers.send(brewer, f"{path}/sample/refusal").status_code == 422
    strange = makers.send(brewer, f"{path}/sample/refusal", code="whim", why="No")
    assert strange.status_code == 422
    assert makers.send(brewer, f"{path}/sample/handing-out", handed_on="yesterday").status_code == 422
    assert makers.send(brewer, f"{path}/sample/handing-out", handed_on="2020-01-01").status_code == 422
    assert makers.send(brewer, f"{path}/sample/handing-out").status_code == 303
    assert "Try the sample and say whether it suits." in farmer.get(path).text

    silent = makers.send(farmer, f"{path}/sample/judgement", judgement="does_not_suit")
    assert "the other side may have something better" in silent.text
    answer = makers.send(farmer, f"{path}/sample/judgement", judgement="does_not_suit", words="Too wet")
    assert answer.status_code == 303
    assert "It does not suit" in brewer.get(path).text
    assert "Too wet" in brewer.get(path).text
