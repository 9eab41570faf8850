"""Months in stretches, and whether a window ever meets its season."""

from datetime import date

import pytest

from exchange.listings.core.season import ever, stretches


@pytest.mark.parametrize(
    ("months", "told"),
    [
        ([], []), ([10, 11, 12], [(10, 12)]), ([12, 1, 2], [(12, 2)]), ([3], [(3, 3)]),
        ([1, 3, 4, 12], [(3, 4), (12, 1)]), (list(range(1, 13)), []), ([m for m in range(1, 13) if m != 8], [(9, 7)]),
    ],
)  # fmt: skip
def test_months_that_follow_each_other_are_one_stretch(months: list[int], told: list[tuple[int, int]]) -> None:
    assert stretches(months) == told


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        (date(2026, 3, 1), date(2026, 9, 30), False), (date(2026, 3, 1), date(2026, 10, 1), True),
        (date(2026, 3, 1), None, True), (date(2026, 12, 31), date(2026, 12, 31), True),
        (date(2027, 1, 1), date(2027, 12, 31), True), (date(2026, 12, 1), date(2027, 2, 1), True),
    ],
)  # fmt: skip
def test_a_window_meets_the_autumn_or_not(first: date, last: date | None, meets: bool) -> None:
    assert ever(first, last, [10, 11, 12]) is meets
    assert ever(first, last, [])
