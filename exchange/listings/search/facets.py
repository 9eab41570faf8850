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
from exchange.listings.search.totals import MOST_CELLS, Cluster, cluster, surely_more, total

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
    clusters: list[Cluster] | None = None
    """The answers by public cell, where they had to be read one by one anyhow."""


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
    return _read(found, groups)


def _read(found: dict[str, dict[str, int]], groups: Combined) -> Facets:
    prices, statuses, grades = (found.get(name, {}) for name in ("price", "status", "grade"))
    return Facets(
        materials=found.get("material", {}),
        prices={kind: prices.get(str(number), 0) for number, kind in SIGNS.items()},
        statuses={status: statuses[status] for status in LegalStatus if status in statuses},
        grades={grade: grades.get(str(int(grade)), 0) for grade in Grade},
        total=found.get("total", {}).get("", 0),
        clusters=_clusters(found.get("cell", {})) if groups.knows_cells else None,
    )


def _clusters(cells: dict[str, int]) -> list[Cluster]:
    counted = [(tuple(map(float, cell.split())), count) for cell, count in cells.items()]
    ordered = sorted(counted, key=lambda one: (-one[1], one[0]))
    return [cluster((x, y), count) for (x, y), count in ordered]


def _parts(criteria: Criteria, groups: Combined, catalogue: Catalogue, nodes: list[str]) -> Iterable[Any]:
    """One statement for each facet."""
    rows, tests = groups.rows, _tests(criteria, groups, groups.rows)
    yield _summed("total", sa.literal(""), rows, _but(tests, None))
    yield _summed("price", sa.cast(rows.c.price, sa.Text), rows, _but(tests, "price"))
    yield _by_grade(groups, _but(tests, "grade"))
    yield _by_node(groups, catalogue, nodes, _but(tests, "material"))
    if groups.is_offer:
        yield _summed("status", sa.cast(rows.c.status, sa.Text), rows, _but(tests, "status"))
    if groups.knows_cells:
        yield _by_cell(criteria, groups)
    if groups.scanned is not None:
        yield sa.select(sa.literal("scanned"), sa.literal(""), sa.func.count()).select_from(groups.scanned)


def _tests(criteria: Criteria, groups: Combined, rows: sa.CTE) -> dict[str, sa.ColumnElement[bool]]:
    """Each facet's filter, asked of combinations or of single listings."""
    tests: dict[str, sa.ColumnElement[bool]] = {}
    if groups.is_chosen is not None:
        tests["material"] = groups.is_chosen(rows.c.material)
    if criteria.prices:
        tests["price"] = rows.c.price.in_(signs_of(criteria.prices))
    if criteria.statuses and groups.is_offer:
        tests["status"] = rows.c.status.in_(criteria.statuses)
    if criteria.lowest_grade is not None:
        tests["grade"] = _good_enough(rows, criteria.lowest_grade, is_offer=groups.is_offer)
    return tests


def _by_cell(criteria: Criteria, groups: Combined) -> sa.Select[Any]:
    """The fullest cells of the answers."""
    single: Any = groups.scanned
    cell = sa.func.concat(single.c.cell_x_m, " ", single.c.cell_y_m)
    counted = sa.select(cell.label("cell"), sa.func.count().label("listings"))
    grouped = counted.where(*_tests(criteria, groups, single).values()).group_by(single.c.cell_x_m, single.c.cell_y_m)
    fullest = grouped.order_by(sa.text("2 DESC"), single.c.cell_x_m, single.c.cell_y_m).limit(MOST_CELLS).subquery()
    rows: sa.Select[Any] = sa.select(sa.literal("cell"), *fullest.c)
    return rows


def _but(tests: dict[str, sa.ColumnElement[bool]], facet: str | None) -> list[sa.ColumnElement[bool]]:
    return [test for name, test in tests.items() if name != facet]


def _summed(facet: str, value: Any, groups: sa.CTE, tests: list[Any]) -> sa.Select[Any]:
    rows: Any = sa.select(sa.literal(facet), value, sa.func.sum(groups.c.listings)).select_from(groups).where(*tests)
    grouped: sa.Select[Any] = rows if facet == "total" else rows.group_by(sa.text("2"))
    return grouped


def _by_grade(groups: Combined, tests: list[Any]) -> sa.Select[Any]:
    """One reading for all grades: each listing counts for several."""
    counts = [
        sa.func.sum(groups.rows.c.listings).filter(_good_enough(groups.rows, grade, is_offer=groups.is_offer))
        for grade in Grade
    ]
    summed = sa.select(*(count.label(f"at_{int(grade)}") for grade, count in zip(Grade, counts, strict=True)))
    once = summed.where(*tests).cte("by_grade")
    pairs = [(str(int(grade)), once.c[f"at_{int(grade)}"]) for grade in Grade]
    graded: Any = sa.union_all(*(sa.select(sa.literal("grade"), sa.literal(name), count) for name, count in pairs))
    rows = graded.subquery()
    selected: sa.Select[Any] = sa.select(*rows.c)
    return selected


def _good_enough(rows: sa.CTE, grade: Grade, *, is_offer: bool) -> sa.ColumnElement[bool]:
    column = rows.c.grade
    if is_offer:
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
