"""Near misses: exactly those that one soft rule keeps apart, and one press that makes a match of each."""

from uuid import UUID

import pytest

from exchange.accounts.models import Standing
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState
from exchange.listings.numbering import renumber
from exchange.matching.core.compatibility import SOFT, failing_rules
from exchange.matching.core.facts import Side
from exchange.matching.core.nearness import is_in_sight, share_missing
from exchange.matching.queries import matches, near
from exchange.matching.queries.misses import MOST, near_misses
from exchange.matching.service import keeping
from tests import makers
from tests.matching.population import populate


def all_live():
    """The jobs of all listings have run."""
    with unit_of_work():
        keeping.keep_offers()
        keeping.keep_needs(makers.TODAY)


def found(side, listing, *, with_observed=False):
    all_live()
    listed = matches.listed(side, listing.id)
    return near_misses(listed, day=makers.TODAY, with_observed=with_observed)


def ids(side, listing, **how):
    return [one.other_id for one in found(side, listing, **how)]


def by_hand(population, side, own, *, with_observed):
    """Every pair of a listing judged one by one: those that one soft rule keeps apart, in sight, in order."""
    found = []
    for other in population.needs if side is Side.OFFER else population.offers:
        offer, need = (own, other) if side is Side.OFFER else (other, own)
        failing = failing_rules(offer, need)
        if len(failing) != 1 or failing[0] not in SOFT or not is_in_sight(offer, need):
            continue
        if with_observed or not other.is_observed:
            found.append((round(share_missing(offer, need, failing[0]), 9), other.ref))
    return [ref for _, ref in sorted(found)][:MOST]


@pytest.mark.parametrize("with_observed", [True, False])
def test_they_are_those_that_judging_every_pair_gives(mona, in_one_go, with_observed):
    population = populate(5, mona, listings=160)
    in_one_go(renumber)
    all_live()
    total = 0
    for side, own in ((Side.OFFER, population.offers), (Side.NEED, population.needs)):
        for facts in own:
            expected = by_hand(population, side, facts, with_observed=with_observed)
            listed = matches.listed(side, UUID(facts.ref))
            said = near_misses(listed, day=makers.TODAY, with_observed=with_observed)
            assert [str(one.other_id) for one in said] == (expected if facts.is_active else [])
            total += len(said)
    assert total > 100


def test_both_sides_see_a_pair_that_is_just_out_of_reach(grain, farmyard):
    need = makers.a_need(farmyard, collects_within_km=5)

    assert (ids(Side.OFFER, grain), ids(Side.NEED, need)) == ([need.id], [grain.id])


@pytest.mark.parametrize(
    ("offer", "need"),
    [
        ({}, {"collects_within_km": 5, "highest_eur_per_t": -1}),
        ({}, {}),
        ({}, {"accepted_statuses": ["product"]}),
        ({"state": ListingState.PAUSED}, {"collects_within_km": 5}),
        ({"state": ListingState.IN_REVIEW, "published_at": None}, {"collects_within_km": 5}),
    ],
)
def test_two_rules_none_a_hard_one_or_a_hidden_listing_are_no_near_miss(brewhouse, farmyard, offer, need):
    lot, wanted = makers.a_lot(brewhouse, **offer), makers.a_need(farmyard, **need)

    assert (ids(Side.OFFER, lot), ids(Side.NEED, wanted)) == ([], [])


def test_what_is_far_beyond_any_reach_is_no_near_miss(brewhouse, farm):
    lot = makers.a_lot(brewhouse)
    lyon = makers.a_site(farm, makers.Place(45.76, 4.84))
    need = makers.a_need(lyon, collects_within_km=100)

    assert (ids(Side.OFFER, lot), ids(Side.NEED, need)) == ([], [])


def test_the_smallest_shortfall_comes_first_and_ten_are_enough(grain, farmyard):
    needs = [makers.a_need(farmyard, collects_within_km=km) for km in (3, 11, 7, *range(1, 10))]

    assert ids(Side.OFFER, grain)[:2] == [needs[1].id, needs[-1].id]
    assert len(ids(Side.OFFER, grain)) == MOST


def test_what_a_register_saw_and_who_is_suspended_are_not_shown(grain, session):
    unclaimed = makers.a_site(makers.a_business("Register", standing="unclaimed"), makers.ROUBAIX)
    makers.a_need(unclaimed, collects_within_km=5, state=ListingState.OBSERVED, observed_ref="E-9")
    stopped = makers.a_business("Stopped", standing=Standing.SUSPENDED, standing_reason="test")
    makers.a_need(makers.a_site(stopped, makers.ROUBAIX), collects_within_km=5)

    assert ids(Side.OFFER, grain) == []
    assert len(ids(Side.OFFER, grain, with_observed=True)) == 1


def test_the_work_is_bounded(grain, farmyard):
    for _ in range(near.MOST_JUDGED + 5):
        makers.a_need(farmyard, collects_within_km=5)
    own = near_misses(matches.listed(Side.OFFER, grain.id), day=makers.TODAY, with_observed=False)[0].missed.offer

    assert len(near.pairs_near(own, with_observed=False)) == near.MOST_JUDGED
