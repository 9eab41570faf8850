"""Counting listings one by one, up to a bound: for what no kept count answers."""

from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.models import Need, Offer
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.filters import Meant, conditions, price_of, said_beyond, table_of
from exchange.listings.search.signs import sign

MOST_COUNTED = 50_000
"""Listings that a page counts one by one, in about a tenth of a second. Of more it says that they are more."""


def combinations(criteria: Criteria, where: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """Each listing that answers by the columns that are counted, one more than the bound at most."""
    table: Any = table_of(criteria.kind)
    material = sa.func.lower(Offer.material, type_=sa.Integer) if table is Offer else Need.material
    grade = Offer.condition if table is Offer else Need.lowest_grade
    columns = [material.label("material"), sign(price_of(table)).label("price"), grade.label("grade")]
    if table is Offer:
        columns.append(Offer.legal_status.label("status"))
    rows: sa.Select[Any] = sa.select(*columns).where(*where).limit(MOST_COUNTED + 1)
    return rows


def cells(criteria: Criteria, where: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """The public cell of each listing that answers, one more than the bound at most."""
    table: Any = table_of(criteria.kind)
    rows: sa.Select[Any] = sa.select(table.cell_x_m, table.cell_y_m).where(*where).limit(MOST_COUNTED + 1)
    return rows


def only_said(
    criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], without: tuple[str, ...] = ()
) -> list[sa.ColumnElement[bool]]:
    """Conditions for lots that answer by their own words alone: their material is not among those meant."""
    named = conditions(criteria, catalogue, meanings)
    named["words"] = said_beyond(criteria.words, catalogue, meanings)
    return [test for name, test in named.items() if name not in without]
