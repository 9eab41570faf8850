"""Squares about a point: none is left out that holds a place within the radius; each says how far it is at least."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.kinds import REACHES_KM
from exchange.matching.core.squares import ACROSS, SIDES_M, level_of, squares_about

METRES = st.floats(-9e6, 9e6)
LEVELS = st.integers(0, len(SIDES_M) - 1)


def number_of(x: float, y: float, level: int) -> int:
    """The formula of PostgreSQL, written once more."""
    side = SIDES_M[level]
    return (math.floor(x / side) + 8192) * 16384 + math.floor(y / side) + level * 2**28 + 8192


@given(METRES, METRES, LEVELS, st.floats(0, 1), st.floats(0, 2 * math.pi), st.floats(0, 3))
def test_a_place_within_the_radius_stands_in_one_of_the_squares(x, y, level, share, angle, sides):
    radius_m = sides * SIDES_M[level]
    place = x + share * radius_m * math.cos(angle), y + share * radius_m * math.sin(angle)

    squares = squares_about((x, y), radius_m, level)

    found = np.flatnonzero(squares.numbers == number_of(*place, level))
    assert len(found) == 1
    assert squares.least_m[found[0]] <= math.dist((x, y), place) + 1e-6


@given(METRES, METRES, LEVELS, st.floats(0, 3))
def test_each_square_is_named_once_and_none_is_beyond_the_radius(x, y, level, sides):
    squares = squares_about((x, y), radius_m := sides * SIDES_M[level], level)

    assert len(set(squares.numbers.tolist())) == len(squares.numbers)
    assert (squares.least_m <= radius_m + 0.011).all()


def test_squares_of_different_sides_share_no_number():
    numbers = [set(squares_about((0.0, 0.0), 50_000.0, level).numbers.tolist()) for level in range(len(SIDES_M))]

    assert len(set.union(*numbers)) == sum(map(len, numbers))
    assert max(set.union(*numbers)) < 2**31


def test_who_reaches_no_farther_than_the_class_fits_the_squares_of_its_level():
    assert all(km * 1000 <= ACROSS * SIDES_M[level_of(km)] for km in REACHES_KM)
