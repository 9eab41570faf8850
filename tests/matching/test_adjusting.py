"""One press makes a match of a near miss: worked out anew, stored whole, refused when it has changed."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from exchange.accounts.models import Business
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.numbering import renumber
from exchange.matching import changing, service
from exchange.matching.core.compatibility import Rule
from exchange.matching.core.facts import Side
from exchange.matching.service import Press
from tests import makers
from tests.matching.population import populate
from tests.matching.test_near_misses import found


def press(side, one):
    """The button of a near miss, as its form sends it."""
    missed = one.missed
    pair = UUID(missed.offer.ref), UUID(missed.need.ref)
    return Press(side, *pair, missed.rule, changing.written(missed.own_change(side)))


FARM_MOVES = {
    "reach": ({}, {"collects_within_km": 5}, {"collects_within_km": 12}),
    "smaller lots": ({"minimum_kg": 0}, {"smallest_lot_kg": 1500}, {"smallest_lot_kg": Decimal(1000)}),
    "more wanted": ({"is_whole_lot": True}, {"quantity": 400}, {"wanted_kg": Decimal(1000)}),
    "limit": ({"price_eur_per_t": 20}, {"highest_eur_per_t": 5}, {"highest_eur_per_t": Decimal(20)}),
    "grade": ({"condition": 2}, {"lowest_grade": 4}, {"lowest_grade": 2}),
    "sooner": (
        {"available_until": makers.TODAY + timedelta(days=4)},
        {"wanted_from": makers.TODAY + timedelta(days=9)},
        {"wanted_from": makers.TODAY + timedelta(days=4)},
    ),
}
BREWERY_MOVES = {
    "delivers": ({}, {"collects_within_km": 5}, {"delivers_within_km": 12}),
    "more": ({}, {"smallest_lot_kg": 1500, "quantity": 2000}, {"free_kg": Decimal(1500), "declared_kg": Decimal(1500)}),
    "smaller call-offs": ({"minimum_kg": 900}, {"quantity": 400}, {"minimum_kg": Decimal(400)}),
    "divided": ({"is_whole_lot": True}, {"quantity": 400}, {"minimum_kg": Decimal(400), "is_whole_lot": False}),
    "cheaper": ({"price_eur_per_t": 20}, {"highest_eur_per_t": 5}, {"price_eur_per_t": Decimal(5)}),
    "longer": (
        {"available_until": makers.TODAY + timedelta(days=4)},
        {"wanted_from": makers.TODAY + timedelta(days=9)},
        {"available_until": makers.TODAY + timedelta(days=9)},
    ),
}


@pytest.mark.parametrize("move", FARM_MOVES)
def test_one_press_of_the_taker_makes_a_match(move, brewhouse, farmyard, bram, farm, in_one_go, run_jobs, stored):
    given, wanted, expected = FARM_MOVES[move]
    lot, need = makers.a_lot(brewhouse, **given), makers.a_need(farmyard, **wanted)
    [one] = found(Side.NEED, need)

    in_one_go(service.adjust, press(Side.NEED, one), by=bram.id, business_id=farm.id, at=makers.MONDAY)

    assert {name: getattr(need, name) for name in expected} == expected
    assert need.version == 2
    run_jobs()
    assert list(stored()) == [(str(lot.id), str(need.id))]


@pytest.mark.parametrize("move", BREWERY_MOVES)
def test_one_press_of_the_giver_makes_a_match(move, brewhouse, farmyard, anna, brewery, in_one_go, run_jobs, stored):
    given, wanted, expected = BREWERY_MOVES[move]
    lot, need = makers.a_lot(brewhouse, **given), makers.a_need(farmyard, **wanted)
    [one] = found(Side.OFFER, lot)

    in_one_go(service.adjust, press(Side.OFFER, one), by=anna.id, business_id=brewery.id, at=makers.MONDAY)

    assert {name: getattr(lot, name) for name in expected} == expected
    run_jobs()
    assert list(stored()) == [(str(lot.id), str(need.id))]


@pytest.mark.parametrize("seed", [11, 12])
def test_after_a_press_random_pairs_are_matches(seed, session, mona, anna, in_one_go, run_jobs, stored):
    population = populate(seed, mona, listings=160)
    in_one_go(renumber)
    pressed = []
    for row in population.rows:
        side = Side.OFFER if isinstance(row, Offer) else Side.NEED
        session.refresh(row)
        if row.state is not ListingState.PUBLISHED or len(pressed) >= 40:
            continue
        mine = next((one for one in found(side, row) if one.missed.own_change(side)), None)
        if mine is None:
            continue
        in_one_go(service.adjust, press(side, mine), by=anna.id, business_id=row.business_id, at=makers.MONDAY)
        pressed.append((side, row, mine))
        run_jobs()
        assert (mine.missed.offer.ref, mine.missed.need.ref) in stored()
    assert len(pressed) > 15
    assert len({one.missed.rule for _, _, one in pressed}) >= 4


def test_the_condition_of_a_lot_is_not_the_givers_to_change(brewhouse, farmyard, anna, brewery, in_one_go):
    lot, need = makers.a_lot(brewhouse, condition=2), makers.a_need(farmyard, lowest_grade=4)
    [one] = found(Side.OFFER, lot)

    assert one.missed.own_change(Side.OFFER) is None
    with pytest.raises(Conflict, match="not_yours_to_change"):
        in_one_go(
            service.adjust, Press(Side.OFFER, lot.id, need.id, Rule.CONDITION, "lowest_grade=2"), by=anna.id,
            business_id=brewery.id, at=makers.MONDAY,
        )  # fmt: skip


@pytest.fixture
def outside(grain, farmyard):
    """A farm that goes five kilometres for grain that lies eleven away, and its button."""
    need = makers.a_need(farmyard, collects_within_km=5)
    [one] = found(Side.NEED, need)
    return need, press(Side.NEED, one)


def test_a_change_that_is_another_one_by_now_is_refused_with_the_new_one(
    session, brewhouse, outside, bram, farm, in_one_go
):
    need, button = outside
    brewhouse.lat = 50.6
    session.commit()
    with pytest.raises(Conflict, match="changed_meanwhile") as refused:
        in_one_go(service.adjust, button, by=bram.id, business_id=farm.id, at=makers.MONDAY)

    assert "15\xa0km" in refused.value.message
    session.refresh(need)
    assert (need.collects_within_km, need.version) == (5, 1)


def test_a_pair_that_fits_by_now_needs_no_press(session, outside, bram, farm, in_one_go):
    need, button = outside
    need.collects_within_km = 40
    session.commit()
    with pytest.raises(Conflict, match="fits_already"):
        in_one_go(service.adjust, button, by=bram.id, business_id=farm.id, at=makers.MONDAY)


def test_nothing_that_the_form_says_becomes_a_value(outside, bram, farm, in_one_go):
    _, button = outside
    forged = Press(button.side, button.offer_id, button.need_id, button.rule, "collects_within_km=900")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        in_one_go(service.adjust, forged, by=bram.id, business_id=farm.id, at=makers.MONDAY)


def test_only_its_owner_may_press(outside, anna, brewery, in_one_go):
    with pytest.raises(Forbidden):
        in_one_go(service.adjust, outside[1], by=anna.id, business_id=brewery.id, at=makers.MONDAY)


def test_a_listing_that_is_hidden_by_now_does_not_exist(session, grain, outside, bram, farm, in_one_go):
    grain.state = ListingState.PAUSED
    session.commit()
    with pytest.raises(NotFound):
        in_one_go(service.adjust, outside[1], by=bram.id, business_id=farm.id, at=makers.MONDAY)


def test_an_unverified_business_may_move_a_number_without_a_second_look(session, outside, bram, farm, in_one_go):
    need, button = outside
    session.get_one(Business, farm.id).verification = "unverified"
    in_one_go(service.adjust, button, by=bram.id, business_id=farm.id, at=makers.MONDAY)

    assert session.get_one(Need, need.id).state is ListingState.PUBLISHED
