"""How many listings of each combination of facets answer all that is no facet: kept, counted one by one, or both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.search import kept, scanned
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.filters import Meant, conditions

OF_OFFERS = ("material", "price", "status", "grade")
OF_NEEDS = ("material", "price", "grade")
"""A need accepts several legal statuses, so that it is filtered by them but not counted under them."""


@dataclass(frozen=True, slots=True)
class Combined:
    """Combinations with their numbers, and how a material is known in them."""

    rows: sa.CTE
    is_offer: bool
    holds: Callable[[Any, Any], sa.ColumnElement[bool]]
    """Whether a combination's material lies under a node, given with its code and interval."""
    is_chosen: Callable[[Any], sa.ColumnElement[bool]] | None
    """Whether a combination's material is among those chosen; None for all."""
    scanned: sa.CTE | None = None
    """The listings that had to be counted one by one, cut off behind the bound."""
    knows_cells: bool = False
    """Whether these are all that answer, with their cells."""


def combined(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], nodes: list[str]) -> Combined:
    """The cheapest way to the combinations of a search. ``nodes``: materials that are to be counted."""
    named = conditions(criteria, catalogue, meanings)
    if criteria.kind is Kind.NEED:
        others = set(named) - {"state", *OF_NEEDS}
        if not others and len(criteria.materials) <= 1:
            return _kept_needs(criteria, nodes)
        return _scanned(criteria, catalogue, scanned.all_ways(criteria, catalogue, meanings, OF_NEEDS))
    others = set(named) - {"state", *OF_OFFERS}
    if not others:
        return _of_lots(criteria, catalogue, kept.lots(catalogue, None).cte("groups"), None)
    if others == {"words"}:
        return _worded_lots(criteria, catalogue, meanings)
    return _scanned(criteria, catalogue, scanned.all_ways(criteria, catalogue, meanings, OF_OFFERS))


def _kept_needs(criteria: Criteria, nodes: list[str]) -> Combined:
    chosen = criteria.materials[0] if criteria.materials else kept.EVERYTHING
    rows = kept.needs([*nodes, *criteria.materials, kept.EVERYTHING]).cte("groups")
    return Combined(rows, False, lambda material, node: material == node.code, lambda material: material == chosen)


def _worded_lots(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> Combined:
    """Those of a material that is meant are kept; those that only say it are few."""
    where = scanned.only_said(criteria, catalogue, meanings, OF_OFFERS)
    single = scanned.combinations(criteria, [where], with_cells=False).cte("scanned")
    both = sa.union_all(kept.lots(catalogue, kept.apart(meanings)), _counted(single, is_offer=True))
    return _of_lots(criteria, catalogue, both.cte("groups"), single)


def _scanned(criteria: Criteria, catalogue: Catalogue, ways: list[scanned.Tests]) -> Combined:
    is_offer = criteria.kind is Kind.OFFER
    single = scanned.combinations(criteria, ways).cte("scanned")
    rows = _counted(single, is_offer=is_offer).cte("groups")
    if is_offer:
        return _of_lots(criteria, catalogue, rows, single, knows_cells=True)
    is_chosen = _any_of(criteria, catalogue, _overlaps)
    return Combined(
        rows, False, lambda material, node: _overlaps(material, node.lft, node.end_), is_chosen, single, True
    )


def _of_lots(
    criteria: Criteria, catalogue: Catalogue, rows: sa.CTE, single: sa.CTE | None, *, knows_cells: bool = False
) -> Combined:
    is_chosen = _any_of(criteria, catalogue, _lies)
    return Combined(
        rows, True, lambda material, node: _lies(material, node.lft, node.end_), is_chosen, single, knows_cells
    )


def _any_of(
    criteria: Criteria, catalogue: Catalogue, holds: Callable[[Any, Any, Any], sa.ColumnElement[bool]]
) -> Callable[[Any], sa.ColumnElement[bool]] | None:
    spans = [catalogue.span(code) for code in criteria.materials]
    if not spans:
        return None
    return lambda material: sa.or_(*(holds(material, sa.literal(span.lft), sa.literal(span.end)) for span in spans))


def _counted(single: sa.CTE, *, is_offer: bool) -> sa.Select[Any]:
    columns = [single.c.material, single.c.price, single.c.grade, *([single.c.status] if is_offer else [])]
    rows: sa.Select[Any] = sa.select(*columns, sa.func.count().label("listings")).group_by(*columns)
    return rows


def _lies(material: Any, lft: Any, end: Any) -> sa.ColumnElement[bool]:
    """Lots are known by where their node begins."""
    return sa.and_(material >= lft, material < end)


def _overlaps(material: Any, lft: Any, end: Any) -> sa.ColumnElement[bool]:
    accepts: sa.ColumnElement[bool] = material.op("&&", is_comparison=True)(sa.func.int4range(lft, end))
    return accepts
