"""A flow told by the week and kept by the month, and what it brings in all. Pure."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

_WEEKS_A_YEAR, _MONTHS_A_YEAR = 52, 12
_FINEST = Decimal("0.001")


def month_of(a_week: Decimal) -> Decimal:
    """What a month brings of what a week brings: a twelfth of 52 weeks, to the thousandth.

    >>> month_of(Decimal("2"))
    Decimal('8.667')
    """
    return (a_week * _WEEKS_A_YEAR / _MONTHS_A_YEAR).quantize(_FINEST, ROUND_HALF_EVEN)


def week_of(a_month: Decimal) -> Decimal:
    """The way back: what was told by the week comes back as it was told.

    >>> week_of(month_of(Decimal("2000")))
    Decimal('2000.000')
    """
    return (a_month * _MONTHS_A_YEAR / _WEEKS_A_YEAR).quantize(_FINEST, ROUND_HALF_EVEN)


def in_all(a_month: Decimal, first: date, last: date, months: Collection[int]) -> Decimal:
    """What a flow brings from its first to its last day; no months are all of them. Months begun count by their days.

    >>> in_all(Decimal(30), date(2026, 11, 16), date(2027, 1, 31), ())
    Decimal('75.000')
    >>> in_all(Decimal(30), date(2026, 11, 16), date(2027, 1, 31), (12,))
    Decimal('30.000')
    """
    count = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month + 1
    shares = (
        _share(first, last, first.year * _MONTHS_A_YEAR + first.month - 1 + step, months) for step in range(count)
    )
    return (a_month * sum(shares, Decimal(0))).quantize(_FINEST, ROUND_HALF_EVEN)


def a_year(a_month: Decimal, months: Collection[int]) -> Decimal:
    """What a flow without a last day brings in a year; no months are all of them.

    >>> a_year(Decimal(30), (10, 11, 12))
    Decimal('90')
    """
    return a_month * (len(months) or _MONTHS_A_YEAR)


def _share(first: date, last: date, number: int, months: Collection[int]) -> Decimal:
    """Of one month, counted from the year 0, the share of its days that lies in the window."""
    year, month = divmod(number, _MONTHS_A_YEAR)
    month += 1
    if months and month not in months:
        return Decimal(0)
    days = monthrange(year, month)[1]
    begins, ends = max(first, date(year, month, 1)), min(last, date(year, month, days))
    return Decimal((ends - begins).days + 1) / days
