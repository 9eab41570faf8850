"""From a proposal to the confirmed weight: stock follows by ledger, both sides are told, each step is noted once."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, Site
from exchange.deals.models import Deal, DealState, MovementState
from exchange.deals.service import Party
from exchange.impact import queries as impact
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable
from exchange.listings.models import Account, ListingState, Offer, StockMovement
from tests import makers
from tests.deals.acts import Acts

Look = Callable[[Deal], Deal]


def test_a_lot_goes_from_proposal_to_confirmed_weight(
    acts: Acts, look: Look, history: Callable[[Deal], list[Any]], session: Session
) -> None:
    deal = acts.propose(400)
    acts.accept(deal)
    acts.propose_slot(deal)
    acts.agree_slot(deal)
    acts.through(deal, 400)

    deal = look(deal)
    assert (deal.state, deal.load and deal.load.state) == (DealState.COMPLETED, MovementState.CONFIRMED)
    assert (deal.offer.free_kg, deal.offer.delivered_kg) == (600, 400)
    assert history(deal) == [
        "proposed", "accepted", "slot_proposed", "slot_agreed", "handed_over", "weighed", "confirmed",
    ]  # fmt: skip
    record = deal.load and impact.of(deal.load.id)
    assert record is not None
    assert record.mass_kg == 400


def test_every_step_is_told_to_the_side_that_did_not_do_it(
    acts: Acts, told: Callable[[Person], list[str]], anna: Person, bram: Person
) -> None:
    deal = acts.propose()
    acts.counter(deal)
    acts.accept(deal, by=acts.taker, version=2)
    acts.hand_over(deal)
    acts.weigh(deal, 300)
    acts.confirm(deal, 300)

    assert told(anna) == ["deal_proposed", "deal_accepted", "deal_weighed"]
    assert told(bram) == ["deal_countered", "deal_handed_over", "deal_confirmed"]


def test_a_proposal_binds_nothing(acts: Acts, look: Look) -> None:
    deal = look(acts.propose(400))

    assert (deal.state, deal.offer.free_kg, deal.turn_of) == (DealState.NEGOTIATING, 1000, acts.giver.business_id)


def test_nobody_deals_with_themselves(acts: Acts) -> None:
    with pytest.raises(Forbidden, match="own_lot"):
        acts.propose(by=acts.giver)


def test_a_lot_that_is_not_published_cannot_be_asked_for(acts: Acts, grain: Offer, session: Session) -> None:
    grain.state = ListingState.PAUSED
    session.flush()

    with pytest.raises(NotFound):
        acts.propose()


@pytest.mark.parametrize(
    ("facts", "quantity", "refusal", "code"),
    [
        ({}, 1001, Conflict, "not_enough_left"),
        ({"minimum_kg": 500}, 499, Unprocessable, "below_minimum"),
        ({"is_whole_lot": True}, 999, Unprocessable, "whole_lot_only"),
    ],
)
def test_a_lot_gives_what_its_holder_parts_with(
    acts: Acts, grain: Offer, session: Session, facts: dict[str, Any], quantity: int, refusal: type, code: str
) -> None:
    for name, value in facts.items():
        setattr(grain, name, value)
    session.flush()

    with pytest.raises(refusal, match=code):
        acts.propose(quantity)


def test_all_units_that_are_shown_are_all_kilograms(acts: Acts, brewhouse: Site, look: Look) -> None:
    lot = makers.a_lot(brewhouse, quantity=1000, unit="m3", kg_per_unit="333.333", is_whole_lot=True)
    acts.offer_id = lot.id
    session_units = lot.free_units

    deal = acts.propose(session_units)

    assert (session_units, look(deal).current.quantity_kg) == (makers.kg("3.000"), 1000)


def test_a_need_is_covered_by_the_agreement_and_gets_its_gap_back(
    acts: Acts, farmyard: Site, look: Look, session: Session
) -> None:
    need = makers.a_need(farmyard, quantity=400)
    deal = acts.propose(400, need_id=need.id)
    acts.accept(deal)
    session.refresh(need)
    assert (need.covered_kg, need.state) == (400, ListingState.EXHAUSTED)

    acts.end("cancel", deal, acts.taker)
    session.refresh(need)
    assert (need.covered_kg, need.state) == (0, ListingState.PUBLISHED)


def test_a_holder_may_answer_a_need(acts: Acts, farmyard: Site, look: Look) -> None:
    need = makers.a_need(farmyard, quantity=400)

    deal = look(acts.propose(300, by=acts.giver, need_id=need.id))

    assert (deal.taker_id, deal.turn_of) == (farmyard.business_id, farmyard.business_id)


def test_only_the_terms_on_the_table_can_be_accepted(acts: Acts, look: Look) -> None:
    deal = acts.propose(400)
    acts.counter(deal, 300)

    with pytest.raises(Conflict, match="superseded"):
        acts.accept(deal, by=acts.taker, version=1)
    with pytest.raises(Forbidden, match="other_sides_turn"):
        acts.accept(deal, by=acts.giver, version=2)

    acts.accept(deal, by=acts.taker, version=2)
    assert [(t.version, t.quantity_kg) for t in look(deal).terms] == [(1, 400), (2, 300)]
    assert look(deal).offer.committed_kg == 300


def test_calling_off_gives_the_stock_back_once(acts: Acts, look: Look) -> None:
    deal = acts.propose(1000)
    acts.accept(deal)
    assert look(deal).offer.state is ListingState.EXHAUSTED

    acts.end("cancel", deal, acts.giver)
    with pytest.raises(Conflict, match="not_possible_now"):
        acts.end("cancel", deal, acts.giver)

    assert (look(deal).offer.free_kg, look(deal).offer.state) == (1000, ListingState.PUBLISHED)


def test_the_taker_needs_the_code_that_the_giver_shows_at_the_gate(acts: Acts, look: Look) -> None:
    deal = acts.propose()
    acts.accept(deal)
    load = look(deal).load
    assert load is not None

    with pytest.raises(Unprocessable, match="wrong_code"):
        acts.hand_over(deal, by=acts.taker, code="ABCDEF" if load.code != "ABCDEF" else "ABCDEG")

    acts.hand_over(deal, by=acts.taker, code=f" {load.code.lower()} ")
    assert look(deal).offer.shipped_kg == 400


@pytest.mark.parametrize(
    ("agreed", "weight", "free", "declared", "lost"),
    [
        (400, 430, 570, 1000, 0),
        (400, 1100, 0, 1100, 0),
        (400, 380, 620, 1000, 0),
        (1000, 980, 0, 1000, 20),
    ],
    ids=["heavier: from what is free", "heavier than all", "lighter: free again", "lighter, but all was taken: lost"],
)
def test_the_ledger_follows_the_confirmed_weight(
    acts: Acts, look: Look, agreed: int, weight: int, free: int, declared: int, lost: int, session: Session
) -> None:
    deal = acts.propose(agreed)
    acts.accept(deal)
    acts.through(deal, weight)

    lot = look(deal).offer
    assert (lot.free_kg, lot.declared_kg, lot.lost_kg, lot.delivered_kg) == (free, declared, lost, weight)
    lines = session.scalars(sa.select(StockMovement).where(StockMovement.offer_id == lot.id)).all()
    delivered = sum(line.quantity_kg for line in lines if line.target is Account.DELIVERED)
    assert delivered == weight


def test_a_weight_can_be_answered_by_another_weight_but_not_confirmed_by_who_told_it(acts: Acts, look: Look) -> None:
    deal = acts.propose()
    acts.accept(deal)
    acts.hand_over(deal)
    acts.weigh(deal, 380)

    with pytest.raises(Forbidden, match="other_sides_turn"):
        acts.confirm(deal, 380, by=acts.taker)
    acts.weigh(deal, 410, by=acts.giver)
    with pytest.raises(Conflict, match="superseded"):
        acts.confirm(deal, 380, by=acts.taker)
    acts.confirm(deal, 410, by=acts.taker)

    assert look(deal).offer.delivered_kg == 410


def test_strangers_and_missing_deals_get_the_same_answer(acts: Acts, anna: Person) -> None:
    deal = acts.propose()
    stranger = Party(anna.id, makers.a_business("Elsewhere").id)

    with pytest.raises(NotFound):
        acts.accept(deal, by=stranger)
