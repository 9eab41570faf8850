"""Which column of a file holds what: proposed from the headings, chosen by people. Pure."""

from collections.abc import Mapping, Sequence

from exchange.kernel.words import folded
from exchange.listings.bulk.core.columns import HEADINGS, Column

Mapped = Mapping[Column, int]
"""The number of the file's column for each of ours that it has, counted from 0."""


def _told(heading: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in folded(heading)).split())


_OURS = {_told(names[0]): column for column in Column for names in HEADINGS[column].values()}
_MEANT = {
    _told(name): column
    for column in reversed(Column)
    for names in HEADINGS[column].values()
    for name in (*names, column.value)
}


def proposed(header: Sequence[str]) -> dict[Column, int]:
    """A column for each heading that we know: our own first, then others', then by the first words («Qté (en kg)»).

    Our own go first, so that the «State» of a lot that left here never stands for its condition.

    >>> proposed(["Désignation", "Qté", "Autre"])
    {<Column.TITLE: 'title'>: 0, <Column.QUANTITY: 'quantity'>: 1}
    """
    found: dict[Column, int] = {}
    for number, heading in enumerate(header):
        if (column := _OURS.get(_told(heading))) is not None:
            found.setdefault(column, number)
    for read in (_told, lambda heading: _told(heading.split("(")[0])):
        for number, heading in enumerate(header):
            column = _MEANT.get(read(heading))
            if column is not None and column not in found and number not in found.values():
                found[column] = number
    return found


def template_header(language: str) -> list[str]:
    """The headings of the template in a language: each is recognised again."""
    return [HEADINGS[column].get(language, HEADINGS[column]["en"])[0] for column in Column]
