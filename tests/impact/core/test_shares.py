"""A handover's benefit is shared to the gram and counted once."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.impact.core import ranges
from exchange.impact.core import shares as module
from exchange.impact.core.benefit import Move, Route, net_benefit
from exchange.impact.core.haulage import SharedTrip
from exchange.impact.core.ranges import Range
from exchange.impact.core.shares import shares, split_kg
from tests.impact.core.cast import AGGREGATE, RIGID_19T, STEEL, D

WEIGHTS = st.lists(st.decimals(0, 1000, places=3), min_size=1, max_size=8).filter(any)
TOTALS = st.decimals(-(10**9), 10**9, places=3)


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(module).failed == 0
    assert doctest.testmod(ranges).failed == 0


@given(TOTALS, WEIGHTS)
def test_the_parts_sum_to_the_total_and_differ_from_their_due_by_less_than_a_gram(total, weights):
    parts = split_kg(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - total * weight / sum(weights)) < D("0.001") for part, weight in zip(parts, weights, strict=True)
    )


def test_weights_with_endless_digits_lose_no_gram():
    thirds = [D(1) / D(3)] * 3
    assert sum(split_kg(D("999999999.999"), thirds)) == D("999999999.999")


@given(
    st.sampled_from([STEEL, AGGREGATE]), st.decimals("0.001", 40_000, places=3), st.decimals(0, 500, places=1), WEIGHTS
)
def test_every_share_of_a_benefit_sums_to_the_whole(factor, kg, km, weights):
    whole = net_benefit(Move(Route.REUSE, kg, SharedTrip(RIGID_19T, km)), factor)
    parts = shares(whole, weights)
    assert len(parts) == len(weights)
    for end in ("low", "central", "high"):
        assert sum(getattr(part.kg, end) for part in parts) == getattr(whole.kg, end)


@pytest.mark.parametrize("weights", [[D(0), D(0)], [D(2), D(-1)], []])
def test_shares_that_cannot_be_are_refused(weights):
    with pytest.raises(ValueError, match="zero or more"):
        split_kg(D(1), weights)


def test_a_range_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="low to high"):
        Range(D(2), D(1), D(3))
