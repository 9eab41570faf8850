"""No pair scores more than its kind was hoped to, and what lies beyond the bound is truly worse."""

from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.bound import Hopes, envelope, farthest_km
from exchange.matching.core.compatibility import accepted_as, widest_reach_km
from exchange.matching.core.verdict import assess
from tests.matching.core.cast import compatible_pairs
from tests.matching.core.cast import weights as any_weights


def hopes_of(offer, need, co2e):
    """What the need may hope for from offers like this one."""
    days = 30 if need.wanted_from is None or need.wanted_until is None else (need.wanted_until - need.wanted_from).days + 1  # fmt: skip  # noqa: E501
    is_substitute = accepted_as(offer, need).substitution_id is not None
    return Hopes(is_substitute, widest_reach_km(offer, need), min(30, days), (True, False), co2e)


PARTS = st.lists(st.none() | st.tuples(st.floats(-500, 5000), st.floats(-2, 0)), min_size=1, max_size=3)


@given(compatible_pairs(), any_weights(), PARTS, st.integers(0, 2))
def test_no_pair_stands_farther_than_its_points_allow(pair, weights, parts, which):
    offer, need = pair
    part = parts[which % len(parts)]
    plain = assess(offer, need, weights)
    co2e = None if part is None else part[0] + part[1] * plain.distance_km
    verdict = assess(offer, need, weights, co2e)
    hopes = hopes_of(offer, need, envelope(parts))

    assert verdict.distance_km <= farthest_km(hopes, weights, verdict.score)


@given(compatible_pairs(), any_weights(), PARTS, st.integers(0, 1000))
def test_more_points_are_never_found_farther_out(pair, weights, parts, points):
    hopes = hopes_of(*pair, envelope(parts))

    assert farthest_km(hopes, weights, points + 1) <= farthest_km(hopes, weights, points)
    assert farthest_km(hopes, weights, 1001) == -1.0
