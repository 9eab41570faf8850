"""The register in what a company takes away."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from exchange.listings.bulk.exporting import Sheet, Value, export
from exchange.papers.models import Direction
from exchange.papers.register import reading
from exchange.papers.register.columns import INCOMING, OUTGOING

HEADINGS = {Direction.OUTGOING: OUTGOING, Direction.INCOMING: INCOMING}


def header(direction: Direction) -> Sequence[str]:
    """The columns in the words of the national service: its own, in French, whatever the reader speaks."""
    return list(HEADINGS[direction].values())


def rows(direction: Direction, business_id: UUID, year: int | None = None) -> Iterator[Sequence[str]]:
    """Every line as it was written."""
    names = list(HEADINGS[direction])
    for one in reading.lines(business_id, direction, year):
        yield [str(one.columns.get(name, "")) for name in names]


def _sheet(direction: Direction) -> Sheet:
    def lines(business_id: UUID) -> Iterator[Sequence[Value]]:
        yield from rows(direction, business_id)

    heading: Callable[[], Sequence[str]] = lambda: header(direction)  # noqa: E731 — the sheet asks for a function
    return Sheet(f"register_{direction}", heading, lines)


REGISTERS = [export(_sheet(direction)) for direction in Direction]
