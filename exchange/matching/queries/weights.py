"""The territory's weights: those in force, and how they came about."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from exchange.accounts.models import Person
from exchange.kernel.orm import session
from exchange.kernel.territory import territory
from exchange.matching.core.weights import TermName, Weights
from exchange.matching.models import ScoreWeights
from exchange.web.paging import Page, cut, read_cursor

PAGE = 20
_POINTS = tuple(getattr(ScoreWeights, name) for name in TermName)
_NEWEST_FIRST = ScoreWeights.version.desc()
_NEWEST = sa.select(ScoreWeights.version, *_POINTS).order_by(_NEWEST_FIRST).limit(1)


@dataclass(frozen=True, slots=True)
class Setting:
    """Weights with their number: 0 where nobody has set any and the territory's file rules."""

    version: int
    weights: Weights


@dataclass(frozen=True, slots=True)
class PastSetting:
    """One line of the history."""

    setting: Setting
    reason: str
    set_at: datetime
    set_by: str


def current() -> Weights:
    """The weights in force. One small query: ask once for each pairing or page, never for each pair."""
    return setting().weights


def setting() -> Setting:
    """The weights in force with their version, which a form sends back so that nobody overwrites unseen."""
    row = session().execute(_NEWEST).one_or_none()
    return Setting(0, Weights(**territory().weights)) if row is None else _setting(row)


def history(after: str | None = None, size: int = PAGE) -> Page[PastSetting]:
    """Every setting that was made, newest first."""
    rows = sa.select(ScoreWeights.version, *_POINTS, ScoreWeights.reason, ScoreWeights.set_at, Person.name)
    rows = rows.join(Person, Person.id == ScoreWeights.set_by).order_by(_NEWEST_FIRST).limit(size + 1)
    key = read_cursor(after, 1)
    if key is not None and isinstance(key[0], int):
        rows = rows.where(ScoreWeights.version < key[0])
    past = [PastSetting(_setting(row), row.reason, row.set_at, row.name) for row in session().execute(rows)]
    return cut(past, size, lambda one: [one.setting.version])


def _setting(row: sa.Row[tuple[int, ...]]) -> Setting:
    return Setting(row.version, Weights(**{name: getattr(row, name) for name in TermName}))
