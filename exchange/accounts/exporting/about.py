"""Which rows are about a person, as the declarations of the columns say."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from exchange.accounts.models import Membership, Person
from exchange.kernel.orm import Base, session
from exchange.kernel.personal import declared

Row = dict[str, Any]


def everything_about(person: Person) -> Iterator[tuple[str, list[str], list[Row]]]:
    """Each table with rows about the person: its name, the columns that are told, and the rows."""
    for name in sorted(declared()):
        columns = declared()[name].told
        if columns and (rows := _rows(person, name, columns)):
            yield name, columns, rows


def files_of(person: Person) -> Iterator[str]:
    """Names of what the person uploaded: of the rows about them those that say where their files lie."""
    for name in sorted(declared()):
        for pattern in declared()[name].files:
            yield from (pattern.format(id=id_) for id_ in _ids(person, name))


def _ids(person: Person, name: str) -> Iterator[Any]:
    table = Base.metadata.tables[name]
    mine = sa.or_(*(about(person, table, path) for path in declared()[name].about))
    yield from session().scalars(sa.select(table.c.id).where(mine).order_by(table.c.id))


def _rows(person: Person, name: str, columns: list[str]) -> list[Row]:
    table = Base.metadata.tables[name]
    mine = sa.or_(*(about(person, table, path) for path in declared()[name].about))
    found = session().execute(
        sa.select(*(table.c[column] for column in columns)).where(mine).order_by(*table.primary_key)
    )
    return [dict(row) for row in found.mappings()]


def about(person: Person, table: sa.Table, path: str) -> sa.ColumnElement[bool]:
    """A condition from «person_id», «mail:to_address», «company:business_id» and the like: see personal.toml."""
    here, _, there = path.partition(">")
    if there:
        other_name, _, rest = there.partition(".")
        other = Base.metadata.tables[other_name]
        (key,) = other.primary_key.columns
        return table.c[here].in_(sa.select(key).where(about(person, other, rest)))
    kind, _, column = path.rpartition(":")
    if kind == "mail":
        return table.c[column] == person.email
    if kind == "among":
        outer, _, inner = column.partition(".")
        return table.c[outer][inner].contains([str(person.id)])
    if kind == "company":
        return table.c[column].in_(_companies_of_one(person))
    return table.c[column] == person.id


def _companies_of_one(person: Person) -> sa.Select[Any]:
    """Businesses without any other member: what they say, this person says. Colleagues' words stay theirs."""
    members = sa.select(Membership.business_id).where(Membership.ended_at.is_(None)).group_by(Membership.business_id)
    return members.having(sa.func.bool_and(Membership.person_id == person.id))
