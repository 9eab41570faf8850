"""What is stored equals what every pair judged one by one gives, to the point and the metre."""

import pytest

from exchange.listings.models import ListingState, Offer
from exchange.listings.numbering import renumber
from exchange.matching import service
from tests import makers
from tests.matching import oracle
from tests.matching.population import populate


@pytest.mark.parametrize("seed", [1, 2])
def test_matching_everything_equals_the_brute_force(seed, mona, stored, in_one_go):
    population = populate(seed, mona, listings=300)
    expected = oracle.evaluate(population.offers, population.needs)
    assert len(expected) > 100

    assert in_one_go(service.match_all, at=makers.MONDAY) == len(expected)
    assert stored() == expected


def test_single_jobs_in_any_order_equal_the_brute_force(mona, stored, in_one_go, pair):
    population = populate(3, mona, listings=160)
    in_one_go(renumber)
    population.random.shuffle(population.rows)
    for listing in population.rows:
        pair(listing)
    expected = oracle.evaluate(population.offers, population.needs)
    assert stored() == expected

    for listing in population.rows[:40]:
        listing.state = ListingState.PUBLISHED if isinstance(listing, Offer) and listing.legal_status else listing.state
        listing.state = ListingState.WITHDRAWN if listing.state is ListingState.PAUSED else listing.state
    gone = population.rows[40:60]
    for listing in gone:
        if listing.state is ListingState.PUBLISHED:
            listing.state = ListingState.PAUSED
    for listing in population.rows[:60]:
        pair(listing)
    by_jobs = stored()

    in_one_go(service.match_all, at=makers.MONDAY)
    assert stored() == by_jobs != expected
