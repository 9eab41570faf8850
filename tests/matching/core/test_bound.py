"""No pair scores more than its group was hoped to, and what lies beyond the bound is truly worse."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.bound import ROUNDING_KM, Hopes, envelope, farthest_share, least_part, ways
from exchange.matching.core.compatibility import accepted_as, widest_reach_km
from exchange.matching.core.verdict import assess
from tests.matching.core.cast import compatible_pairs
from tests.matching.core.cast import weights as any_weights


def hopes_of(offer, need, co2e):
    """What the need may hope for from offers like this one."""
    days = 30 if need.wanted_from is None or need.wanted_until is None else (need.wanted_until - need.wanted_from).days + 1  # fmt: skip  # noqa: E501
    is_substitute = accepted_as(offer, need).substitution_id is not None
    return Hopes(is_substitute, min(30, days), (True, False), co2e)


def scored(pair, weights, parts, which):
    """The pair's verdict, with one of several possible benefits."""
    part = parts[which % len(parts)]
    plain = assess(*pair, weights)
    return assess(*pair, weights, None if part is None else part[0] + part[1] * plain.distance_km)


PARTS = st.lists(st.none() | st.tuples(st.floats(-500, 5000), st.floats(-2, 0)), min_size=1, max_size=3)


@given(compatible_pairs(), any_weights(), PARTS, st.integers(0, 2))
def test_no_pair_stands_farther_than_its_points_allow(pair, weights, parts, which):
    verdict = scored(pair, weights, parts, which)
    share = farthest_share(ways(hopes_of(*pair, envelope(parts)), weights), verdict.score)

    assert verdict.distance_km <= widest_reach_km(*pair) * share + ROUNDING_KM


@given(compatible_pairs(), any_weights(), PARTS, st.integers(0, 2))
def test_no_pair_trades_less_than_its_points_ask_for_at_its_distance(pair, weights, parts, which):
    offer, need = pair
    verdict = scored(pair, weights, parts, which)
    reach_km = widest_reach_km(offer, need)
    share = min(1.0, max(0.0, (verdict.distance_km - ROUNDING_KM) / reach_km)) if reach_km else 0.0

    asked = least_part(ways(hopes_of(offer, need, envelope(parts)), weights), verdict.score, np.array([share])).min()

    assert asked <= float(min(offer.free_kg, need.wanted_kg) / need.wanted_kg) + 1e-12


@given(compatible_pairs(), any_weights(), PARTS, st.integers(0, 1000))
def test_more_points_are_never_found_farther_out_nor_for_less(pair, weights, parts, points):
    among = ways(hopes_of(*pair, envelope(parts)), weights)
    shares = np.linspace(0, 1, 5)

    assert farthest_share(among, points + 1) <= farthest_share(among, points)
    assert farthest_share(among, 1001) < 0
    assert (least_part(among, points + 1, shares) >= least_part(among, points, shares)).all()
    assert (least_part(among, 1001, shares) > 1).all()
