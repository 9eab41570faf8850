"""Opening hours of a day, as people type them and as the database keeps them."""

import re
from itertools import pairwise

Interval = tuple[str, str]

MOST_INTERVALS = 2
_INTERVAL = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4])[:h]([0-5]\d)", re.ASCII)


class BadHours(ValueError):
    """Not one or two intervals that run forward and do not overlap."""


def read_hours(text: str) -> list[Interval]:
    """The intervals of one day in order, as 24-hour «HH:MM»; nothing typed means closed. Raises BadHours.

    >>> read_hours("8:00-12:00 13:30-17:00")
    [('08:00', '12:00'), ('13:30', '17:00')]
    >>> read_hours("")
    []
    """
    found = [_interval(match) for match in _INTERVAL.finditer(text)]
    if _INTERVAL.sub("", text).strip(" ,;\t\n") or len(found) > MOST_INTERVALS:
        raise BadHours(text)
    edges = [edge for interval in found for edge in interval]
    if any(edge > "24:00" for edge in edges) or any(a >= b for a, b in pairwise(edges)):
        raise BadHours(text)
    return found


def _interval(match: re.Match[str]) -> Interval:
    from_hour, from_minute, to_hour, to_minute = match.groups()
    return f"{from_hour:0>2}:{from_minute}", f"{to_hour:0>2}:{to_minute}"


def write_hours(intervals: list[list[str]] | list[Interval]) -> str:
    """The intervals of one day as they are typed.

    >>> write_hours([("08:00", "12:00"), ("13:30", "17:00")])
    '08:00-12:00 13:30-17:00'
    """
    return " ".join("-".join(interval) for interval in intervals)
