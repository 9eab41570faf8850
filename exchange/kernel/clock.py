"""The only place where time is read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from exchange.kernel.territory import territory


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """The territory's time zone, in which days begin and end."""
    return ZoneInfo(territory().time_zone)


def today() -> date:
    """The day that the territory lives."""
    return day_of(now())


def day_of(at: datetime) -> date:
    """The territory's calendar day at an instant."""
    return at.astimezone(zone()).date()
