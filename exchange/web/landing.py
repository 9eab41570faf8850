"""Where somebody goes first who has just proved an address or joined a company: rooms further left know."""

from collections.abc import Callable
from uuid import UUID

Stop = Callable[[UUID], str | None]
_STOPS: list[tuple[str, Stop]] = []


def first_stop(stop: Stop) -> Stop:
    """Register a function that names the path of something that waits for a business, or None."""
    name = f"{stop.__module__}.{stop.__qualname__}"
    _STOPS[:] = [*(known for known in _STOPS if known[0] != name), (name, stop)]
    return stop


def landing(business_id: UUID | None) -> str | None:
    """The first thing that waits for the people of a business; None where nothing does."""
    if business_id is None:
        return None
    return next((path for _, stop in _STOPS if (path := stop(business_id))), None)
