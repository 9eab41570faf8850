"""What each column of the database says about people: read from data, complete or the tests fail."""

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

_FILE = Path(__file__).parent / "data" / "personal.toml"


class Export(enum.StrEnum):
    """Whether a person's export holds the value."""

    TOLD = "told"
    ELSEWHERE = "elsewhere"
    WITHHELD = "withheld"


class Erasure(enum.StrEnum):
    """What erasing a person does to the value."""

    KEPT = "kept"
    STRUCK = "struck"
    BLANKED = "blanked"
    PSEUDONYM = "pseudonym"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal column; ``term`` names how long it is kept."""

    export: Export
    erasure: Erasure
    term: str

    @classmethod
    def read(cls, text: str) -> Self:
        """From «told, kept, account». Raises ValueError for unknown words."""
        export, erasure, term = (word.strip() for word in text.split(","))
        return cls(Export(export), Erasure(erasure), term)


@dataclass(frozen=True, slots=True)
class Declared:
    """One table: whose its rows are, which columns say nothing about people, and what the others are."""

    about: tuple[str, ...]
    plain: frozenset[str]
    personal: Mapping[str, Personal]
    files: tuple[str, ...] = ()
    """Names in the store of what belongs to a row, with ``{id}``: the export takes those that are there."""

    @property
    def told(self) -> list[str]:
        """The columns that an export holds."""
        return [name for name, one in self.personal.items() if one.export is Export.TOLD]


@cache
def declared() -> Mapping[str, Declared]:
    """Every table's declaration, by name."""
    return {name: _declared(table) for name, table in _content()["tables"].items()}


@cache
def terms() -> Mapping[str, str]:
    """How long things are kept, in words, by the name that columns use."""
    return dict(_content()["terms"])


@cache
def reasons() -> Mapping[str, str]:
    """Why something is kept after its person's erasure, with the law, by the name of its term."""
    return dict(_content()["reasons"])


def shortcomings(metadata: sa.MetaData, tables: Mapping[str, Declared]) -> list[str]:
    """What keeps the declarations from being complete, each as a sentence that says what to do."""
    columns = {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}
    found = [f"{name}: no such table; take it out" for name in sorted(tables.keys() - columns.keys())]
    for name in sorted(columns):
        table = tables.get(name, Declared((), frozenset(), {}))
        found += [f"{name}.{one}: {_WHAT_TO_DO}" for one in sorted(columns[name] - table.plain - table.personal.keys())]
        gone = (table.plain | table.personal.keys()) - columns[name]
        found += [f"{name}.{one}: no such column; take it out" for one in sorted(gone)]
        found += [f"{name}.{one}: plain or personal, not both" for one in sorted(table.plain & table.personal.keys())]
        if table.told and not table.about:
            found.append(f"{name}: say in «about» whose a row is, so that {', '.join(table.told)} reach the export")
    return found


_WHAT_TO_DO = (
    "is it about a person? Put it under «plain» or «personal» of its table in exchange/kernel/data/personal.toml"
)


def _declared(table: Mapping[str, Any]) -> Declared:
    personal = {name: Personal.read(text) for name, text in table.get("personal", {}).items()}
    return Declared(tuple(table.get("about", ())), frozenset(table["plain"]), personal, tuple(table.get("files", ())))


def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
