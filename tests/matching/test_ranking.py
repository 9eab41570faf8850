"""The best of all that fits, found without reading all of it, is exactly the head of the whole list."""

from dataclasses import replace
from decimal import Decimal

import pytest

from exchange.kernel.place import Place
from exchange.listings.models import ListingState
from exchange.matching.core.facts import Accepted
from exchange.matching.core.weights import Weights
from exchange.matching.queries import facts, partners, ranking
from exchange.matching.service import keeping
from tests import makers
from tests.matching.population import populate

CRUSHED = "construction.recycled_aggregate"
FAR = {"collects_within_km": 50, "highest_eur_per_t": Decimal(10)}


def head(fitting, most):
    """By points, ties by id, as lists are shown."""
    rows = zip(fitting.score.tolist(), fitting.refs(), fitting.haul_m.tolist(), strict=True)
    return [(ref, score, haul_m) for score, ref, haul_m in sorted(rows, key=lambda row: (-row[0], row[1]))][:most]


def plain(ranked):
    return [(one.id, one.score, one.haul_m) for one in ranked]


@pytest.fixture
def live(session):
    """Everything that was posted so far, as matching reads it."""

    def keep():
        keeping.keep_offers()
        keeping.keep_needs(makers.TODAY)
        return facts.offers(), facts.needs(makers.TODAY)

    return keep


@pytest.mark.parametrize("most", [1, 3, 20])
@pytest.mark.parametrize("seeds", [1, 4, 16, ranking.SEEDS])
def test_the_best_few_equal_the_head_of_the_whole_list(mona, live, most, seeds):
    populate(most * 7, mona, listings=300)
    offers, needs = live()
    weights = Weights()

    asked = 0
    for need in needs.values():
        assert plain(ranking.best_offers(need, weights, most, seeds=seeds)) == head(
            partners.of_need(need, weights), most
        )
        asked += len(partners.of_need(need, weights).ids) > most
    for offer in offers.values():
        assert plain(ranking.best_needs(offer, weights, most, seeds=seeds)) == head(
            partners.of_offer(offer, weights), most
        )
        asked += len(partners.of_offer(offer, weights).ids) > most
    assert asked, "some lists must be longer than what is asked for"


def test_nobody_serves_a_need_that_is_not_live(grain, feed, live):
    feed.state = "paused"
    _, needs = live()

    assert needs == {}
    assert ranking.best_offers(facts.needs(makers.TODAY, [feed.id])[feed.id], Weights()) == []


def test_many_who_stand_at_one_place_are_all_looked_at(live, session):
    taker = makers.a_site(makers.a_business("Taker"))
    giver = makers.a_site(makers.a_business("Giver"))
    makers.a_need(taker, quantity=1000)
    for quantity in range(100, 1000, 100):
        makers.a_lot(giver, quantity=quantity)
    _, needs = live()
    weights = Weights()

    for need in needs.values():
        whole = head(partners.of_need(need, weights), 3)
        assert len(whole) == 3
        assert plain(ranking.best_offers(need, weights, 3, seeds=2)) == whole


@pytest.mark.parametrize("more_first", [True, False])
@pytest.mark.parametrize("less_kg", range(100, 900, 100))
def test_who_has_a_little_more_is_not_overlooked(live, session, less_kg, more_first):
    makers.a_need(makers.a_site(makers.a_business("Taker")), CRUSHED, quantity=1000)
    giver = makers.a_site(makers.a_business("Giver"))
    for quantity in sorted((less_kg, less_kg + 20), reverse=more_first):
        makers.a_lot(giver, CRUSHED, quantity=quantity)
    _, needs = live()

    (need,) = needs.values()
    whole = head(partners.of_need(need, Weights()), 1)
    assert plain(ranking.best_offers(need, Weights(), 1, seeds=1)) == whole


@pytest.mark.parametrize("less_first", [True, False])
@pytest.mark.parametrize("less_kg", range(1000, 9000, 1000))
def test_who_wants_a_little_less_is_not_overlooked(live, session, less_kg, less_first):
    makers.a_lot(makers.a_site(makers.a_business("Giver")), CRUSHED, quantity=900)
    taker = makers.a_site(makers.a_business("Taker"))
    for quantity in sorted((less_kg, less_kg * 1.05), reverse=not less_first):
        makers.a_need(taker, CRUSHED, quantity=quantity)
    offers, _ = live()

    (offer,) = offers.values()
    whole = head(partners.of_offer(offer, Weights()), 1)
    assert plain(ranking.best_needs(offer, Weights(), 1, seeds=1)) == whole


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("nearer_kg", range(20, 500, 40))
def test_a_node_taken_in_two_roles_is_read_as_far_as_the_better_allows(live, session, order, nearer_kg):
    makers.a_need(makers.a_site(makers.a_business("Taker"), Place(50.63, 3.06)), CRUSHED, quantity=1000, **FAR)
    nearer = makers.a_site(makers.a_business("Nearer"), Place(50.63, 3.07))
    makers.a_lot(nearer, CRUSHED, quantity=nearer_kg, price_eur_per_t=Decimal(10))
    farther = makers.a_site(makers.a_business("Farther"), Place(50.63, 3.47))
    makers.a_lot(farther, CRUSHED, quantity=1000)
    _, needs = live()

    (need,) = needs.values()
    (own,) = (one for one in need.accepts if one.span.code == CRUSHED)
    need = replace(need, accepts=(own, Accepted(own.span, "stands_in", "tested"))[::order])
    whole = head(partners.of_need(need, Weights()), 1)
    assert plain(ranking.best_offers(need, Weights(), 1, seeds=1)) == whole


def test_where_the_plane_stretches_beyond_squares_the_nearest_are_still_found(live, session):
    far_side, seen = Place(-50.5, -176.5), {"state": ListingState.OBSERVED}
    makers.a_need(makers.a_site(makers.a_business("Taker"), far_side), CRUSHED, quantity=1000, observed_ref="1", **seen)
    giver = makers.a_site(makers.a_business("Giver"), Place(-50.52, -176.5))
    lot = makers.a_lot(giver, CRUSHED, observed_ref="2", **seen)
    neighbour = makers.a_site(makers.a_business("Neighbour"), far_side)
    same_place = makers.a_lot(neighbour, CRUSHED, observed_ref="3", **seen)
    _, needs = live()

    for need in needs.values():
        assert {one.id for one in ranking.best_offers(need, Weights())} == {lot.id, same_place.id}
