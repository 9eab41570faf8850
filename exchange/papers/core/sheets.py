"""A document before it is set: parts in order, already in words."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch under one heading: facts with their names, and sentences after them."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document in one language. ``closing`` is what it is not, or what the reader must know."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    """Who signs by hand, if anybody."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands around every document: who runs the exchange, its number and where to check it."""

    language: str
    territory: str
    receipt: str
    number: str
    issued: str
    number_label: str
    verify: str
    address: str
    qr_svg: str
    qr_alt: str
    page_label: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything that the setter needs."""

    sheet: Sheet
    imprint: Imprint

    def as_data(self) -> dict[str, Any]:
        """Plain values for the template."""
        return {**asdict(self.sheet), **asdict(self.imprint)}
