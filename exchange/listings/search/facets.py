"""Exact counts for every choice of a filter.

Listings are counted by the combinations of facets that occur, and each facet is summed from those without its own
filter. The combinations are kept (`exchange.listings.search.kept`) as far as a search asks no more than they know; the
rest is counted one by one up to a bound, beyond which the page says that it does not know.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.search import scanned
from exchange.listings.search.combined import Combined, combined
from exchange.listings.search.criteria import Criteria, PriceKind
from exchange.listings.search.filters import Meant
from exchange.listings.search.signs import SIGNS, signs_of
from exchange.listings.search.totals import surely_more, total

Test = Callable[[], sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Facets:
    """Exact counts, each under all other criteria: what a choice would give. All but the total may be unknown."""

    materials: dict[str, int]
    prices: dict[PriceKind, int]
    statuses: dict[LegalStatus, int]
    grades: dict[Grade, int]
    """Of lots at least so good, of needs that take so good or worse."""
    total: int
    is_known: bool = True
    """Whether choices were counted; else there are too many listings to count them all for one page."""
    is_more: bool = False
    """Whether the answers are more than the total says."""


def facets(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], nodes: Iterable[str]) -> Facets:
    """Counts for every choice, each without the facet's own filter; of materials for the nodes given."""
    if surely_more(criteria, catalogue, meanings):
        return Facets({}, {}, {}, {}, scanned.MOST_COUNTED, is_known=False, is_more=True)
    shown = list(nodes)
    groups = combined(criteria, catalogue, meanings, shown)
    parts = list(_parts(criteria, groups, catalogue, shown))
    found: dict[str, dict[str, int]] = {}
    for facet, value, count in session().execute(sa.union_all(*parts)):
        found.setdefault(facet, {})[value] = int(count or 0)
    if found.get("scanned", {}).get("", 0) > scanned.MOST_COUNTED:
        count, is_more = total(criteria, catalogue, meanings)
        return Facets({}, {}, {}, {}, count, is_known=False, is_more=is_more)
    return _read(found)


def _read(found: dict[str, dict[str, int]]) -> Facets:
    prices, statuses, grades = (found.get(name, {}) for name in ("price", "status", "grade"))
    return Facets(
        materials=found.get("material", {}),
        prices={kind: prices.get(str(number), 0) for number, kind in SIGNS.items()},
        statuses={status: statuses[status] for status in LegalStatus if status in statuses},
        grades={grade: grades.get(str(int(grade)), 0) for grade in Grade},
        total=found.get("total", {}).get("", 0),
    )


def _parts(criteria: Criteria, groups: Combined, catalogue: Catalogue, nodes: list[str]) -> Iterable[Any]:
    """One statement for each facet."""
    rows, tests = groups.rows, _tests(criteria, groups)
    yield _summed("total", sa.literal(""), rows, _but(tests, None))
    yield _summed("price", sa.cast(rows.c.price, sa.Text), rows, _but(tests, "price"))
    yield _by_grade(groups, _but(tests, "grade"))
    yield _by_node(groups, catalogue, nodes, _but(tests, "material"))
    if groups.is_offer:
        yield _summed("status", sa.cast(rows.c.status, sa.Text), rows, _but(tests, "status"))
    if groups.scanned is not None:
        yield sa.select(sa.literal("scanned"), sa.literal(""), sa.func.count()).select_from(groups.scanned)


def _tests(criteria: Criteria, groups: Combined) -> dict[str, sa.ColumnElement[bool]]:
    """Each facet's filter, asked of a combination."""
    tests: dict[str, sa.ColumnElement[bool]] = {}
    if groups.is_chosen is not None:
        tests["material"] = groups.is_chosen
    if criteria.prices:
        tests["price"] = groups.rows.c.price.in_(signs_of(criteria.prices))
    if criteria.statuses and groups.is_offer:
        tests["status"] = groups.rows.c.status.in_(criteria.statuses)
    if criteria.lowest_grade is not None:
        tests["grade"] = _good_enough(groups, criteria.lowest_grade)
    return tests


def _but(tests: dict[str, sa.ColumnElement[bool]], facet: str | None) -> list[sa.ColumnElement[bool]]:
    return [test for name, test in tests.items() if name != facet]


def _summed(facet: str, value: Any, groups: sa.CTE, tests: list[Any]) -> sa.Select[Any]:
    rows: Any = sa.select(sa.literal(facet), value, sa.func.sum(groups.c.listings)).select_from(groups).where(*tests)
    grouped: sa.Select[Any] = rows if facet == "total" else rows.group_by(sa.text("2"))
    return grouped


def _by_grade(groups: Combined, tests: list[Any]) -> sa.Select[Any]:
    """One reading for all grades: each listing counts for several."""
    counts = [sa.func.sum(groups.rows.c.listings).filter(_good_enough(groups, grade)) for grade in Grade]
    summed = sa.select(*(count.label(f"at_{int(grade)}") for grade, count in zip(Grade, counts, strict=True)))
    once = summed.where(*tests).cte("by_grade")
    pairs = [(str(int(grade)), once.c[f"at_{int(grade)}"]) for grade in Grade]
    graded: Any = sa.union_all(*(sa.select(sa.literal("grade"), sa.literal(name), count) for name, count in pairs))
    rows = graded.subquery()
    selected: sa.Select[Any] = sa.select(*rows.c)
    return selected


def _good_enough(groups: Combined, grade: Grade) -> sa.ColumnElement[bool]:
    column = groups.rows.c.grade
    if groups.is_offer:
        at_least: sa.ColumnElement[bool] = column >= int(grade)
        return at_least
    return sa.or_(column.is_(None), column <= int(grade))


def _by_node(groups: Combined, catalogue: Catalogue, nodes: list[str], tests: list[Any]) -> sa.Select[Any]:
    """Listings per node: a lot lies in one node and those above it, a need may accept several."""
    spans = [(code, catalogue.span(code).lft, catalogue.span(code).end) for code in nodes]
    columns = sa.column("code", sa.Text), sa.column("lft", sa.Integer), sa.column("end_", sa.Integer)
    node = sa.values(*columns, name="node").data(spans)
    rows = groups.rows.c
    few = sa.select(rows.material, sa.func.sum(rows.listings).label("listings")).where(*tests)
    by_material = few.group_by(rows.material).cte("by_material")
    holds = groups.holds(by_material.c.material, node.c)
    counted: Any = sa.select(sa.literal("material"), node.c.code, sa.func.sum(by_material.c.listings))
    return counted.join_from(node, by_material, holds).group_by(node.c.code)  # type: ignore[no-any-return]
