"""On which days loads come, when exactly, and how much of what is free each may take. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from exchange.deals.core.slots import NoSuchTime, instant

HORIZON = timedelta(days=28)
"""How far ahead loads are planned: both sides see four weeks, and no more stock than theirs is bound."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every so many weeks on a weekday (0 is Monday), between two clock times of the territory."""

    every_weeks: int
    weekday: int
    slot_starts: time
    slot_ends: time
    starts_on: date
    ends_on: date | None = None


def days(plan: Plan, first: date, last: date) -> Iterator[date]:
    """The days on which loads come, from the first to the last day that is asked for.

    >>> [day.isoformat() for day in days(Plan(2, 1, time(10), time(11), date(2026, 11, 23)),
    ...                                  date(2026, 12, 1), date(2026, 12, 31))]
    ['2026-12-08', '2026-12-22']
    """
    step = timedelta(weeks=plan.every_weeks)
    day = plan.starts_on + timedelta(days=(plan.weekday - plan.starts_on.weekday()) % 7)
    if day < first:
        day += step * -((day - first) // step)
    last = min(last, plan.ends_on or last)
    while day <= last:
        yield day
        day += step


def slot(plan: Plan, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Begin and end in UTC: ten o'clock stays ten o'clock when the clocks change. None for an hour that is not there.

    >>> slot(Plan(1, 6, time(10), time(11), date(2026, 10, 1)), date(2026, 10, 25), ZoneInfo("Europe/Paris"))[0].hour
    9
    """
    try:
        return instant(day, plan.slot_starts, zone), instant(day, plan.slot_ends, zone)
    except NoSuchTime:
        return None


def portion(wanted_kg: Decimal, free_kg: Decimal, least_kg: Decimal) -> Decimal:
    """What one load gets of what is free: never more, and nothing where that is less than the lot's smallest quantity.

    >>> portion(Decimal(400), Decimal(150), Decimal(100))
    Decimal('150')
    """
    gets_kg = max(Decimal(0), min(wanted_kg, free_kg))
    return gets_kg if gets_kg >= least_kg else Decimal(0)
