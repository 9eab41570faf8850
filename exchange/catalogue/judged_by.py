"""What of the catalogue scores rest on: compared before and after a load, it says which matches are touched."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.models import ImpactFactor, Material, Process, Substitution, TransportFactor
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import Base, session

Rows = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """The tree, processes and factors, which every score may rest on; and rules, each of which touches few needs."""

    everything: Rows
    substitutions: Rows


def judged_by(version: int) -> JudgedBy:
    """As the tables stand, with the factors of a version."""
    tree = Material.code, Material.parent_code, Material.lft, Material.end_, Material.is_retired, Material.impact_proxy
    rules = Substitution.replaced_code, Substitution.code, Substitution.substitute_code, Substitution.condition
    figures = [
        _rows(*_columns(table, but="version"), only=table.version == version)
        for table in (ImpactFactor, TransportFactor)
    ]
    everything = _rows(*tree).union(_rows(*_columns(Process)), *figures)
    return JudgedBy(everything, _rows(*rules, only=Substitution.is_retired.is_(False)))


def have_followed(before: JudgedBy, after: JudgedBy) -> None:
    """Ask for what the difference touches, in the transaction of the load: everything, some needs or nothing."""
    replaced = sorted({replaced for replaced, *_ in before.substitutions ^ after.substitutions})
    if before.everything != after.everything:
        defer(Job.PAIR_ALL, lock=Job.PAIR_ALL, only_once=Job.PAIR_ALL)
    elif replaced:
        defer(Job.FOLLOW_SUBSTITUTIONS, materials=",".join(replaced))


def _columns(table: type[Base], but: str = "") -> list[Any]:
    return [column for column in table.__table__.columns if column.name != but]


def _rows(*columns: Any, only: sa.ColumnElement[bool] | None = None) -> Rows:
    rows = sa.select(*columns) if only is None else sa.select(*columns).where(only)
    return frozenset(tuple(map(str, row)) for row in session().execute(rows))
