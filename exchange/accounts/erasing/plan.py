"""What erasing a person does to the database, computed from the declarations of its columns. Runs nothing."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from exchange.accounts.exporting.about import about
from exchange.accounts.models import Person
from exchange.kernel.orm import Base
from exchange.kernel.personal import Declared, Erasure, declared

STRUCK_TEXT = "[…]"
"""Stands where the person's name or address stood: the same in every language."""
COMPANY_TERM = "company"
TOLD_TO_OTHERS = {"notice": ("facts",), "outgoing_mail": ("subject", "body")}
"""Where others were told a name: struck in every row, whoever the row is about."""


def pseudonym_email(person: Person) -> str:
    """An address that reaches nobody (RFC 6761, «invalid»), and is no other's."""
    return f"erased-{person.id}@erased.invalid"


def statements(person: Person, *, name: str) -> list[sa.Update | sa.Delete]:
    """In an order that foreign keys allow; ``name`` is what pages show afterwards. The person's own row is last."""
    tables = [table for table in reversed(Base.metadata.sorted_tables) if table.name != "person"]
    made: list[sa.Update | sa.Delete] = []
    for table in [*tables, Base.metadata.tables["person"]]:
        made += _of(table, declared()[table.name], person, name)
        made += [_struck(table.c[column], person, sa.true()) for column in TOLD_TO_OTHERS.get(table.name, ())]
    return made


def _of(table: sa.Table, rules: Declared, person: Person, name: str) -> Iterator[sa.Update | sa.Delete]:
    if any(one.erasure is Erasure.DROPPED for one in rules.personal.values()):
        yield sa.delete(table).where(_mine(person, table, rules.about))
        return
    for column, rule in rules.personal.items():
        paths = _company_paths(rules) if rule.term == COMPANY_TERM else rules.about
        if paths and table.c[column].computed is None:  # a computed column follows those that it is made from
            yield from _column(table.c[column], rule.erasure, person, name, _mine(person, table, paths))


def _column(
    column: sa.Column[Any], erasure: Erasure, person: Person, name: str, rows: sa.ColumnElement[bool]
) -> Iterator[sa.Update]:
    change = sa.update(column.table).where(rows)
    if erasure is Erasure.STRUCK:
        yield _struck(column, person, rows)
    elif erasure is Erasure.BLANKED:
        yield change.values({column.name: _blank(column)})
    elif erasure is Erasure.PSEUDONYM:
        yield change.values({column.name: pseudonym_email(person) if column.name == "email" else name})


def _company_paths(rules: Declared) -> tuple[str, ...]:
    """What a company says is a person's only while it has no other member: who wrote it does not matter."""
    return tuple(path for path in rules.about if "company:" in path)


def _mine(person: Person, table: sa.Table, paths: Iterable[str]) -> sa.ColumnElement[bool]:
    return sa.or_(*(about(person, table, path) for path in paths))


def _blank(column: sa.Column[Any]) -> Any:
    """Nothing, or what comes next to it: a unique secret becomes one that nothing hashes to."""
    if isinstance(column.type, sa.LargeBinary):
        return b""  # an import that waits may not be without a content
    if column.nullable:
        return None
    if column.unique:
        return sa.literal("erased-").concat(sa.cast(column.table.c.id, sa.Text))
    return ""


def _struck(column: sa.Column[Any], person: Person, rows: sa.ColumnElement[bool]) -> sa.Update:
    """The name and the address, as whole words in any case, taken out of a text or of the strings of a JSON."""
    is_json = isinstance(column.type, JSONB)
    words = [json.dumps(word, ensure_ascii=False)[1:-1] if is_json else word for word in (person.email, person.name)]
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)"
    text: sa.ColumnElement[Any] = sa.cast(column, sa.Text)
    clean: sa.ColumnElement[Any] = sa.func.regexp_replace(text, pattern, STRUCK_TEXT, "gi")
    clean = sa.cast(clean, column.type) if is_json else clean
    return sa.update(column.table).where(rows, text.regexp_match(pattern, flags="i")).values({column.name: clean})
