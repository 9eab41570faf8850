"""Where the answers of a search lie in its order, as stretches that an index follows: a page reads the first ones.

Few answers are read whole and sorted. Of many, the closest material is read before the next, and the neighbourhood
before the country, until a page is full: what a page costs does not grow with what there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.search import ordering
from exchange.listings.search.criteria import Criteria, Sort
from exchange.listings.search.filters import (
    Meant,
    apart_at_most,
    conditions,
    said_beyond,
    table_of,
    under_one,
)
from exchange.listings.search.ordering import Key

_FIRST_KM, _LAST_KM = 5, 640
"""Neighbourhoods double from the first to the last; beyond it all that is left is sorted."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Answers to read next."""

    where: list[sa.ColumnElement[bool]]
    by: list[sa.ColumnElement[Any]] | None = None
    """How they are sorted, where less than the whole order tells them apart."""
    is_anew: bool = False
    """Whether what was read before comes again in this one."""


def stretches(
    criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], answers: int, after: Key | None
) -> Iterator[Stretch]:
    """In the order of the search; what lies before the key may be left out. Together all answers behind the key."""
    named = conditions(criteria, catalogue, meanings)
    if answers > ordering.MOST_WEIGHED and criteria.sort is Sort.RELEVANCE:
        yield from _by_closeness(criteria, catalogue, meanings, named, after)
    elif answers > ordering.MOST_WEIGHED and criteria.sort is Sort.NEAREST:
        yield from _by_distance(criteria, list(named.values()), after)
    else:
        yield Stretch(list(named.values()))


def _by_closeness(
    criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], named: dict[str, Any], after: Key | None
) -> Iterator[Stretch]:
    table: Any = table_of(criteria.kind)
    newest = [table.published_at.desc(), table.id.desc()]
    others = [test for name, test in named.items() if name != "words"]
    above: list[sa.ColumnElement[bool]] = []
    for closeness, alike in groupby(meanings, key=lambda one: one.score):
        under = [under_one(table, catalogue, one.code) for one in alike]
        if after is None or closeness <= after[0]:
            yield Stretch([*others, sa.or_(*under), *(~test for test in above)], newest)
        above += under
    yield Stretch([*others, said_beyond(table, criteria.words, catalogue, meanings)], newest)


def _by_distance(criteria: Criteria, where: list[sa.ColumnElement[bool]], after: Key | None) -> Iterator[Stretch]:
    table, place = table_of(criteria.kind), criteria.origin
    reach_km = _FIRST_KM
    while place is not None and reach_km <= _LAST_KM:
        if after is None or reach_km >= after[0]:
            yield Stretch([*where, apart_at_most(table, place, reach_km * 1000.0)], is_anew=True)
        reach_km *= 2
    yield Stretch(where, is_anew=True)
