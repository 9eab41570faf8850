"""No pair scores more than its kind was hoped to, and what lies beyond the bound is truly worse."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.bound import Hopes, bounds
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
def test_a_pair_never_beats_its_bound(pair, weights, parts, which):
    offer, need = pair
    part = parts[which % len(parts)]
    plain = assess(offer, need, weights)
    co2e = None if part is None else part[0] + part[1] * plain.distance_km
    verdict = assess(offer, need, weights, co2e)
    bound = bounds([hopes_of(offer, need, tuple(parts))], weights)

    assert verdict.distance_km <= bound.farthest_km(verdict.score)[0]


@given(compatible_pairs(), any_weights(), PARTS)
def test_the_bound_never_rises_with_the_haul(pair, weights, parts):
    bound = bounds([hopes_of(*pair, tuple(parts))], weights)

    assert (np.diff(bound.points[0]) <= 0).all()
    assert bound.farthest_km(int(bound.points[0, 0]) + 1) == [-1.0]
