"""When a load can be fetched: clock times of the territory, opening hours, and the hours that do not exist."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """A clock time that the change of hour skips, or that it brings twice."""


def instant(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """The instant in UTC of a day and clock time in a zone. Raises NoSuchTime in a gap or a fold.

    >>> instant(date(2026, 7, 1), time(8, 30), ZoneInfo("Europe/Paris")).isoformat()
    '2026-07-01T06:30:00+00:00'
    """
    local = datetime.combine(day, clock_time, zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise NoSuchTime(local.isoformat())
    return local.astimezone(UTC)


def is_open(hours: Mapping[str, Sequence[Sequence[str]]], start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Whether a slot lies inside one opening interval. Hours are told by weekday («0» is Monday) or not at all.

    Sites that told no hours are taken to be open; a day that is missing while others are told is closed.
    """
    if not hours:
        return True
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.date() != last.date():
        return False
    begin, finish = f"{first:%H:%M}", f"{last:%H:%M}"
    return any(opens <= begin and finish <= closes for opens, closes in hours.get(str(first.weekday()), ()))
