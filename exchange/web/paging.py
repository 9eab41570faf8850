"""Keyset paging: the next page begins after a key, so it costs the same however deep it lies."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
_LONGEST_CURSOR = 300


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A stretch of a list and the cursor of the next one, if there is more."""

    rows: Sequence[Row]
    next_cursor: str | None


def cut(rows: Sequence[Row], size: int, key: Callable[[Row], list[Any]]) -> Page[Row]:
    """A page from one row more than it shows: the surplus row says that there is more."""
    shown = rows[:size]
    more = len(rows) > size
    return Page(shown, write_cursor(key(shown[-1])) if more and shown else None)


def write_cursor(key: list[Any]) -> str:
    """A key as text for an address."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode().rstrip("=")


def read_cursor(text: str | None, length: int) -> list[Any] | None:
    """The key of a cursor; None for anything that is not one of ours (the list then starts at its beginning)."""
    if not text or len(text) > _LONGEST_CURSOR:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return key if isinstance(key, list) and len(key) == length else None
