"""How a file is to be read: its columns, its numbers, and what to take where it says nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from exchange.listings.bulk.core.columns import Column


@dataclass(frozen=True, slots=True)
class Choices:
    """``columns`` numbers the file's columns from 0; the others answer for rows that do not."""

    columns: Mapping[Column, int]
    numbers: str
    site_id: str = ""
    legal_status: str = ""
    condition: str = ""

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def read_choices(stored: Mapping[str, Any]) -> Choices:
    """The other way round."""
    columns = {Column(name): int(number) for name, number in stored["columns"].items()}
    return Choices(**{**stored, "columns": columns})
