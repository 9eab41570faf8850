"""What is kept only for a while: each room says what, since when and for how long; each night it goes, in small steps.

What sweeps of their own delete (forms sent, windows, jobs, drafts, exports) is not said here: kernel/data/personal.toml
names who sees to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.orm import Base, session
from exchange.kernel.unit_of_work import unit_of_work

AT_ONCE = 1000
"""Rows in one transaction: nobody waits long for them, and a run that is killed goes on where it was."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Term:
    """Rows of a table that go ``period`` after ``since``; or only their words, where ``blank`` says what stays."""

    name: str
    table: type[Base]
    since: Any
    """A column, or an expression of columns."""
    period: timedelta
    unless: sa.ColumnElement[bool] = field(default_factory=sa.false)
    blank: Mapping[str, str] | None = None
    """Values in the place of what was told; a row that has them already is done."""

    def over(self, at: datetime) -> sa.ColumnElement[bool]:
        """Which rows are due."""
        told: sa.ColumnElement[bool] = sa.true()
        if self.blank is not None:
            told = sa.or_(*(sa.column(name) != value for name, value in self.blank.items()))
        return sa.and_(self.since < at - self.period, sa.not_(self.unless), told)


@dataclass(frozen=True, slots=True)
class Due:
    """How much of a term is over, and since when its oldest."""

    name: str
    rows: int
    oldest: datetime | None


_TERMS: dict[str, Term] = {}


def keep_for(term: Term) -> None:
    """Register a term; a name again replaces it."""
    _TERMS[term.name] = term


def due(at: datetime) -> list[Due]:
    """What a run would take, by name; writes nothing."""
    return [_due(term, at) for _, term in sorted(_TERMS.items())]


def run(at: datetime) -> dict[str, int]:
    """Take what is over, a thousand rows a transaction; how many by name. Twice changes nothing."""
    taken = dict.fromkeys(sorted(_TERMS), 0)
    for name in taken:
        while some := _take(_TERMS[name], at):
            taken[name] += some
    _log.info("retained", **{name.replace(" ", "_"): rows for name, rows in taken.items()})
    return taken


@task(Job.RETAIN, cron="7 4 * * *")
def retain() -> None:
    """Each night."""
    run(clock.now())


def _due(term: Term, at: datetime) -> Due:
    found = sa.select(sa.func.count(), sa.func.min(term.since)).select_from(term.table).where(term.over(at))
    rows, oldest = session().execute(found).one()
    return Due(term.name, rows, oldest)


def _take(term: Term, at: datetime) -> int:
    """One step; rows that somebody holds right now are left for tomorrow."""
    keys = list(sa.inspect(term.table).primary_key)
    some = sa.select(*keys).select_from(term.table).where(term.over(at)).limit(AT_ONCE)
    which = sa.tuple_(*keys).in_(some.with_for_update(skip_locked=True))
    taken: Any = sa.delete(term.table) if term.blank is None else sa.update(term.table).values(**term.blank)
    with unit_of_work() as current:
        gone = taken.where(which).returning(*keys).execution_options(synchronize_session=False)
        return len(current.execute(gone).all())
