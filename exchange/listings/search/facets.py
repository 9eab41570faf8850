"""Exact counts for every choice of a filter, from one reading of the listings.

All that is not a facet is asked of the listings; what remains is counted by the combinations of facets that occur.
There are few of those, and each facet is summed from them without its own filter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.models import Need, Offer
from exchange.listings.search.criteria import Criteria, PriceKind
from exchange.listings.search.filters import Meant, conditions, price_of, table_of

OF_OFFERS = ("material", "price", "status", "grade")
OF_NEEDS = ("material", "price", "grade")
"""A need accepts several legal statuses, so that it is filtered by them but not counted under them."""

_OPEN = 2
_SIGNS = {-1: PriceKind.HOLDER_PAYS, 0: PriceKind.FREE, 1: PriceKind.PAID, _OPEN: PriceKind.OPEN}
"""How combinations keep the price: its sign, or two where it is open. Small numbers are grouped fastest."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Exact counts, each under all other criteria: what a choice would give."""

    materials: dict[str, int]
    prices: dict[PriceKind, int]
    statuses: dict[LegalStatus, int]
    grades: dict[Grade, int]
    """Of lots at least so good, of needs that take so good or worse."""
    total: int


def facets(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], nodes: Iterable[str]) -> Facets:
    """Counts for every choice, each without the facet's own filter; of materials for the nodes given."""
    groups = _groups(criteria, catalogue, meanings)
    is_offer = table_of(criteria.kind) is Offer
    tests = _tests(criteria, catalogue)
    named = OF_OFFERS if is_offer else OF_NEEDS
    parts = [
        _summed("total", sa.literal(""), groups, _but(tests, named, None)),
        _summed("price", sa.cast(groups.c.price, sa.Text), groups, _but(tests, named, "price")),
        *(_at_grade(grade, groups, is_offer, _but(tests, named, "grade")) for grade in Grade),
        _by_node(groups, catalogue, nodes, is_offer, _but(tests, named, "material")),
    ]
    if is_offer:
        parts.append(_summed("status", sa.cast(groups.c.status, sa.Text), groups, _but(tests, named, "status")))
    found: dict[str, dict[str, int]] = {}
    for facet, value, count in session().execute(sa.union_all(*parts)):
        found.setdefault(facet, {})[value] = int(count or 0)
    return _read(found)


def _read(found: dict[str, dict[str, int]]) -> Facets:
    prices, statuses, grades = (found.get(name, {}) for name in ("price", "status", "grade"))
    return Facets(
        materials=found.get("material", {}),
        prices={kind: prices.get(str(sign), 0) for sign, kind in _SIGNS.items()},
        statuses={status: statuses[status] for status in LegalStatus if status in statuses},
        grades={grade: grades.get(str(int(grade)), 0) for grade in Grade},
        total=found.get("total", {}).get("", 0),
    )


def _groups(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> sa.CTE:
    """How many listings of each combination answer all that is no facet."""
    table: Any = table_of(criteria.kind)
    named = OF_OFFERS if table is Offer else OF_NEEDS
    where = [test for name, test in conditions(criteria, catalogue, meanings).items() if name not in named]
    material = sa.func.lower(Offer.material, type_=sa.Integer) if table is Offer else Need.material
    sign = sa.cast(sa.func.coalesce(sa.func.sign(price_of(table)), _OPEN), sa.SmallInteger)
    columns = [material.label("material"), sign.label("price"), _grade_of(table).label("grade")]
    if table is Offer:
        columns.append(Offer.legal_status.label("status"))
    grouped = sa.select(*columns, sa.func.count().label("listings")).where(*where)
    return grouped.group_by(*(sa.text(str(number + 1)) for number in range(len(columns)))).cte("groups")


def _grade_of(table: Any) -> Any:
    return Offer.condition if table is Offer else Need.lowest_grade


def _tests(criteria: Criteria, catalogue: Catalogue) -> dict[str, Callable[[sa.CTE], sa.ColumnElement[bool]]]:
    """Each facet's filter, asked of a combination."""
    is_offer, grade = table_of(criteria.kind) is Offer, criteria.lowest_grade
    tests: dict[str, Callable[[sa.CTE], sa.ColumnElement[bool]]] = {}
    if criteria.materials:
        tests["material"] = lambda g: sa.or_(*(_under(g, catalogue, code, is_offer) for code in criteria.materials))
    if criteria.prices:
        tests["price"] = lambda g: g.c.price.in_([sign for sign, kind in _SIGNS.items() if kind in criteria.prices])
    if criteria.statuses and is_offer:
        tests["status"] = lambda g: g.c.status.in_(criteria.statuses)
    if grade is not None:
        tests["grade"] = lambda g: _good_enough(g, grade, is_offer)
    return tests


def _but(tests: dict[str, Any], named: tuple[str, ...], facet: str | None) -> list[Any]:
    return [test for name, test in tests.items() if name in named and name != facet]


def _summed(facet: str, value: Any, groups: sa.CTE, tests: list[Any]) -> sa.Select[Any]:
    rows: Any = sa.select(sa.literal(facet), value, sa.func.sum(groups.c.listings)).select_from(groups)
    rows = rows.where(*(test(groups) for test in tests))
    grouped: sa.Select[Any] = rows if facet == "total" else rows.group_by(sa.text("2"))
    return grouped


def _at_grade(grade: Grade, groups: sa.CTE, is_offer: bool, tests: list[Any]) -> sa.Select[Any]:
    count = sa.func.sum(groups.c.listings).filter(_good_enough(groups, grade, is_offer))
    rows: Any = sa.select(sa.literal("grade"), sa.literal(str(int(grade))), count).select_from(groups)
    graded: sa.Select[Any] = rows.where(*(test(groups) for test in tests))
    return graded


def _good_enough(groups: sa.CTE, grade: Grade, is_offer: bool) -> sa.ColumnElement[bool]:
    if is_offer:
        return groups.c.grade >= int(grade)
    return sa.or_(groups.c.grade.is_(None), groups.c.grade <= int(grade))


def _by_node(
    groups: sa.CTE, catalogue: Catalogue, nodes: Iterable[str], is_offer: bool, tests: list[Any]
) -> sa.Select[Any]:
    """Listings per node: a lot lies in one node and those above it, a need may accept several."""
    spans = [(code, catalogue.span(code).lft, catalogue.span(code).end) for code in nodes]
    columns = sa.column("code", sa.Text), sa.column("lft", sa.Integer), sa.column("end_", sa.Integer)
    node = sa.values(*columns, name="node").data(spans)
    few = sa.select(groups.c.material, sa.func.sum(groups.c.listings).label("listings"))
    by_material = few.where(*(test(groups) for test in tests)).group_by(groups.c.material).cte("by_material")
    holds = _holds(by_material.c.material, node.c.lft, node.c.end_, is_offer)
    rows: Any = sa.select(sa.literal("material"), node.c.code, sa.func.sum(by_material.c.listings))
    counted: sa.Select[Any] = rows.join_from(node, by_material, holds).group_by(node.c.code)
    return counted


def _under(groups: sa.CTE, catalogue: Catalogue, code: str, is_offer: bool) -> sa.ColumnElement[bool]:
    span = catalogue.span(code)
    return _holds(groups.c.material, sa.literal(span.lft), sa.literal(span.end), is_offer)


def _holds(material: Any, lft: Any, end: Any, is_offer: bool) -> sa.ColumnElement[bool]:
    """Lots, known by where their node begins, lie under a node; needs accept something of it."""
    if is_offer:
        return sa.and_(material >= lft, material < end)
    overlaps: sa.ColumnElement[bool] = material.op("&&", is_comparison=True)(sa.func.int4range(lft, end))
    return overlaps
