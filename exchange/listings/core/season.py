"""When a flow arises: its weekdays and its months, as plain numbers. Pure."""

from collections.abc import Collection, Sequence
from datetime import date

EVERY_WEEKDAY = range(1, 8)
"""ISO 8601: Monday is 1, Sunday 7."""
EVERY_MONTH = range(1, 13)


def stretches(months: Collection[int]) -> list[tuple[int, int]]:
    """Months that follow each other as (first, last), also over the turn of the year; none for all or no months.

    >>> stretches([1, 2, 6, 11, 12])
    [(6, 6), (11, 2)]
    >>> stretches(range(1, 13))
    []
    """
    begins = [month for month in sorted(months) if _before(month) not in months]
    return [(first, _end(first, months)) for first in begins]


def ever(first: date, last: date | None, months: Collection[int]) -> bool:
    """Whether a window holds any day of the season; no months are all of them, no last day is for ever.

    >>> ever(date(2026, 3, 1), date(2026, 9, 30), [10, 11, 12])
    False
    """
    if not months or last is None or (last - first).days >= 366:
        return True
    return not set(_touched(first, last)).isdisjoint(months)


def _touched(first: date, last: date) -> Sequence[int]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [(first.month - 1 + step) % 12 + 1 for step in range(count)]


def _before(month: int) -> int:
    return (month - 2) % 12 + 1


def _end(first: int, months: Collection[int]) -> int:
    last = first
    while last % 12 + 1 in months and last % 12 + 1 != first:
        last = last % 12 + 1
    return last
