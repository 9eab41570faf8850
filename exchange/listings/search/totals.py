"""How many answers there are, and how many stand in each public cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.listings.cells import cell_name
from exchange.listings.search import kept, scanned
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.filters import Meant, conditions

MOST_CELLS = 200
"""Cells that a map tells of, the fullest ones."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """How many listings stand around one town."""

    name: str
    centre_m: tuple[float, float]
    count: int


def total(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> tuple[int, bool]:
    """How many answers there are, and whether there are more: beyond the bound they are not counted."""
    rows, single = _cells(criteria, catalogue, meanings)
    counted, alone = session().execute(sa.select(_sum(rows), _number(single))).one()
    if alone > scanned.MOST_COUNTED:
        return scanned.MOST_COUNTED, True
    return int(counted or 0), False


def surely_more(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> bool:
    """Whether kept counts alone show that a search for needs by words finds more than can be counted."""
    if criteria.kind is not Kind.NEED or set(conditions(criteria, catalogue, meanings)) != {"state", "words"}:
        return False
    rows = kept.needs(kept.apart(meanings)).subquery()
    most = sa.select(sa.func.sum(rows.c.listings)).group_by(rows.c.material).order_by(sa.text("1 DESC")).limit(1)
    return (session().scalar(most) or 0) > scanned.MOST_COUNTED


def clusters(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> Sequence[Cluster]:
    """How many answers stand in each public cell, for the map; none where they are too many to count."""
    rows, single = _cells(criteria, catalogue, meanings)
    summed = sa.select(rows.c.cell_x_m, rows.c.cell_y_m, sa.func.sum(rows.c.listings), _number(single))
    grouped = summed.group_by(rows.c.cell_x_m, rows.c.cell_y_m).having(sa.func.sum(rows.c.listings) > 0)
    ordered = grouped.order_by(sa.text("3 DESC, 1, 2")).limit(MOST_CELLS)
    found = session().execute(ordered).all()
    if any(alone > scanned.MOST_COUNTED for *_cell, alone in found):
        return []
    return [cluster((x, y), int(count)) for x, y, count, _alone in found]


def cluster(cell_m: tuple[float, float], count: int) -> Cluster:
    """So many around the middle of a public cell, under the name that it is told by."""
    return Cluster(cell_name(cell_m), cell_m, count)


def _cells(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> tuple[Any, sa.CTE | None]:
    """Numbers by cell to add up, and the listings among them that had to be counted one by one."""
    named = conditions(criteria, catalogue, meanings)
    codes = kept.cells_asked(criteria, meanings, set(named) - {"state", "material", "price"})
    if codes is None:
        single = scanned.cells(criteria, scanned.all_ways(criteria, catalogue, meanings)).cte("scanned")
        return _counted(single).subquery("cells"), single
    if not criteria.words:
        return kept.in_cells(criteria, codes).subquery("cells"), None
    where = scanned.only_said(criteria, catalogue, meanings)
    single = scanned.cells(criteria, [where]).cte("scanned")
    return sa.union_all(kept.in_cells(criteria, codes), _counted(single)).subquery("cells"), single


def _counted(single: sa.CTE) -> sa.Select[Any]:
    columns = single.c.cell_x_m, single.c.cell_y_m
    rows: sa.Select[Any] = sa.select(*columns, sa.func.count().label("listings")).group_by(*columns)
    return rows


def _sum(rows: Any) -> Any:
    return sa.select(sa.func.sum(rows.c.listings)).scalar_subquery()


def _number(single: sa.CTE | None) -> Any:
    return sa.literal(0) if single is None else sa.select(sa.func.count()).select_from(single).scalar_subquery()
