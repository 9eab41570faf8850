"""A calendar as RFC 5545 writes it: escaped text, lines of at most 75 octets, CRLF, times in UTC. Pure.

https://www.rfc-editor.org/rfc/rfc5545 sections 3.1 (folding), 3.3.11 (text), 3.6.1 (events).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_MOST_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One slot. ``stamp``: when it was last changed; ``uid`` stays the same for ever."""

    uid: str
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    location: str
    url: str
    is_agreed: bool


def written(name: str, events: Iterable[Event]) -> str:
    """The whole calendar."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Navette//Slots//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]  # fmt: skip
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART:{_utc(event.start)}"
    yield f"DTEND:{_utc(event.end)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"LOCATION:{escaped(event.location)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CONFIRMED' if event.is_agreed else 'TENTATIVE'}"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""Text as a value; control characters, which no value may hold, become spaces.

    >>> escaped("Yard 2; gate, left")
    'Yard 2\\; gate\\, left'
    """
    lines = text.replace("\r\n", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join("\\n" if sign == "\n" else sign if sign.isprintable() else " " for sign in lines)


def folded(line: str) -> str:
    """A line cut before the 76th octet, never inside a character; what follows begins with a space."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _MOST_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join([*parts, part])
