"""Counting listings one by one, up to a bound: for what no kept count answers."""

from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.models import Need, Offer
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.filters import Meant, conditions, price_of, said_beyond, table_of, under_one
from exchange.listings.search.signs import sign

MOST_COUNTED = 50_000
"""Listings that a page counts one by one, in about a tenth of a second. Of more it says that they are more."""


Tests = list[sa.ColumnElement[bool]]


def combinations(criteria: Criteria, ways: list[Tests], *, with_cells: bool = True) -> sa.Select[Any]:
    """Each listing that answers by the columns that are counted, one more than the bound at most."""
    table: Any = table_of(criteria.kind)
    material = sa.func.lower(Offer.material, type_=sa.Integer) if table is Offer else Need.material
    grade = Offer.condition if table is Offer else Need.lowest_grade
    columns = [material.label("material"), sign(price_of(table)).label("price"), grade.label("grade")]
    if table is Offer:
        columns.append(Offer.legal_status.label("status"))
    if with_cells:
        columns += [table.cell_x_m, table.cell_y_m]
    return _read(columns, ways)


def cells(criteria: Criteria, ways: list[Tests]) -> sa.Select[Any]:
    """The public cell of each listing that answers, one more than the bound at most."""
    table: Any = table_of(criteria.kind)
    return _read([table.cell_x_m, table.cell_y_m], ways)


def _read(columns: list[Any], ways: list[Tests]) -> sa.Select[Any]:
    parts = [sa.select(*columns).where(*where) for where in ways]
    rows = sa.union_all(*parts).subquery()
    bounded: sa.Select[Any] = sa.select(*rows.c).limit(MOST_COUNTED + 1)
    return bounded


def all_ways(
    criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], without: tuple[str, ...] = ()
) -> list[Tests]:
    """How listings answer, as parts of which none holds another's: by their material, and by their words alone.

    Each part has an index of its own; asked for either at once, PostgreSQL reads the whole table.
    """
    named = conditions(criteria, catalogue, meanings)
    others = [test for name, test in named.items() if name not in without and name != "words"]
    if not criteria.words:
        return [others]
    by_words = only_said(criteria, catalogue, meanings, without)
    if not meanings:
        return [by_words]
    meant = [under_one(table_of(criteria.kind), catalogue, one.code) for one in meanings]
    return [[*others, sa.or_(*meant)], by_words]


def only_said(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], without: tuple[str, ...] = ()) -> Tests:
    """Conditions for listings that answer by their own words alone: their material is not among those meant."""
    named = conditions(criteria, catalogue, meanings)
    named["words"] = said_beyond(table_of(criteria.kind), criteria.words, catalogue, meanings)
    return [test for name, test in named.items() if name not in without]
