"""Who reads the whole catalogue to copy it waits; a day's work of a person never does."""

from datetime import timedelta

from exchange.web.rate import client_address, limit
from exchange.web.visitor import visitor

MOST_PAGES_AN_HOUR = 300
MOST_SEARCHES = 50
SEARCHES_IN = timedelta(seconds=10)
"""Five a second, with room for somebody who ticks filters quickly or drags the map."""


def note_page() -> None:
    """One page of somebody else's listing was asked for: 300 an hour for a person, or for a stranger's address.

    Staff read as many as they decide. Raises TooMany.
    """
    if not visitor().is_staff:
        limit("reading", _who(), most=MOST_PAGES_AN_HOUR, per=timedelta(hours=1))


def note_search() -> None:
    """One search, or one look at its map: 50 in ten seconds for a person, or for a stranger's address. TooMany."""
    limit("searching", _who(), most=MOST_SEARCHES, per=SEARCHES_IN)


def _who() -> str:
    person_id = visitor().person_id
    return f"person:{person_id}" if person_id else f"address:{client_address()}"
