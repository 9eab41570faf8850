"""Runs of squares about a point: none is left out that holds a place within the radius; each says how far it is."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.kinds import REACHES_KM
from exchange.matching.core.squares import ACROSS, SIDES_M, level_of, runs_about

METRES = st.floats(-9e6, 9e6)
LEVELS = st.integers(0, len(SIDES_M) - 1)
SIDES = st.floats(0, 9)


def number_of(x: float, y: float, level: int) -> int:
    """The formula of PostgreSQL, written once more."""
    side = SIDES_M[level]
    return (math.floor(x / side) + 8192) * 16384 + math.floor(y / side) + level * 2**28 + 8192


def numbers(runs):
    """Every square of all runs."""
    return [number for run in runs for number in range(run["low"], run["high"] + 1)]


@given(METRES, METRES, LEVELS, st.floats(0, 1), st.floats(0, 2 * math.pi), SIDES)
def test_a_place_within_the_radius_stands_in_one_of_the_runs(x, y, level, share, angle, sides):
    radius_m = sides * SIDES_M[level]
    place = x + share * radius_m * math.cos(angle), y + share * radius_m * math.sin(angle)

    runs = runs_about((x, y), [radius_m], [level])

    number = number_of(*place, level)
    found = runs[(runs["low"] <= number) & (number <= runs["high"])]
    assert len(found) == 1
    assert found["least_m"][0] <= math.dist((x, y), place) + 1e-6


@given(METRES, METRES, LEVELS, SIDES)
def test_each_square_is_in_one_run_and_no_run_is_beyond_the_radius(x, y, level, sides):
    runs = runs_about((x, y), [radius_m := sides * SIDES_M[level]], [level])

    assert len(set(numbers(runs))) == len(numbers(runs))
    assert (runs["least_m"] <= radius_m + 0.011).all()
    assert ((runs["low"] <= runs["nearest"]) & (runs["nearest"] <= runs["high"])).all()


@given(METRES, METRES, LEVELS, SIDES, st.floats(0, 1))
def test_the_runs_of_a_smaller_radius_are_parts_of_those_of_the_larger_with_the_same_nearest(x, y, level, sides, share):
    wide = {run["nearest"]: run for run in runs_about((x, y), [sides * SIDES_M[level]], [level])}

    for run in runs_about((x, y), [share * sides * SIDES_M[level]], [level]):
        whole = wide[run["nearest"]]
        assert whole["low"] <= run["low"] <= run["high"] <= whole["high"]


@given(METRES, METRES, st.lists(st.tuples(SIDES, LEVELS), max_size=4))
def test_several_radii_at_once_are_each_as_it_is_alone(x, y, parts):
    radii_m = [sides * SIDES_M[level] for sides, level in parts]
    runs = runs_about((x, y), radii_m, [level for _, level in parts])

    assert (np.diff(runs["part"]) >= 0).all()
    for number, (radius_m, (_, level)) in enumerate(zip(radii_m, parts, strict=True)):
        own, alone = runs[runs["part"] == number], runs_about((x, y), [radius_m], [level])
        assert sorted(numbers(own)) == sorted(numbers(alone))


def test_few_runs_go_far():
    (runs,) = (runs_about((0.0, 0.0), [100_000.0], [0]),)

    assert len(runs) < len(numbers(runs)) / 8


def test_squares_of_different_sides_share_no_number():
    found = [set(numbers(runs_about((0.0, 0.0), [50_000.0], [level]))) for level in range(len(SIDES_M))]

    assert len(set.union(*found)) == sum(map(len, found))
    assert max(set.union(*found)) < 2**31


def test_who_reaches_no_farther_than_the_class_fits_the_squares_of_its_level():
    assert all(km * 1000 <= ACROSS * SIDES_M[level_of(km)] for km in REACHES_KM)
