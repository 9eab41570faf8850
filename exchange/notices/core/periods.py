"""When digests leave: at seven in the territory, each day or on Mondays, whatever the clocks do in between."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LEAVES_AT = time(7)
"""Before the yards open, and never in an hour that a change of clocks skips or repeats."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a week that has ended: what was told before ``ends_at`` belongs into its one message."""

    day: date
    """The local day on whose morning it ended: names the period."""
    ends_at: datetime


def last_day(at: datetime, zone: ZoneInfo) -> Period:
    """The latest day that has ended at an instant.

    >>> last_day(datetime(2026, 3, 29, 4, 59, tzinfo=UTC), ZoneInfo("Europe/Paris")).day.isoformat()
    '2026-03-28'
    >>> last_day(datetime(2026, 3, 29, 5, 0, tzinfo=UTC), ZoneInfo("Europe/Paris")).day.isoformat()
    '2026-03-29'
    """
    today = at.astimezone(zone).date()
    return _ended_on(today, zone) if _ended_on(today, zone).ends_at <= at else _ended_on(today - _DAY, zone)


def last_week(at: datetime, zone: ZoneInfo) -> Period:
    """The latest week that has ended at an instant: weeks end on Monday morning.

    >>> last_week(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), ZoneInfo("Europe/Paris")).day.isoformat()
    '2026-11-16'
    """
    day = last_day(at, zone).day
    return _ended_on(day - day.weekday() * _DAY, zone)


_DAY = timedelta(days=1)


def _ended_on(day: date, zone: ZoneInfo) -> Period:
    return Period(day, datetime.combine(day, LEAVES_AT, zone).astimezone(UTC))
