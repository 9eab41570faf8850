"""Accounts as people read them in a terminal: aligned columns under headings."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

_HEADINGS = ("E-mail", "Password", "Role", "Company")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account and the password that opens it."""

    email: str
    password: str
    role: str
    company: str


def table(rows: Sequence[AccountRow]) -> str:
    """One line for each account; every column as wide as its longest word.

    >>> print(table([AccountRow("a@navette.example", "navette-a", "manager", "")]))
    E-mail             Password   Role     Company
    a@navette.example  navette-a  manager
    """
    lines = [_HEADINGS, *(astuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
