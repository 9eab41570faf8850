"""In which order answers come, as columns that an index can follow, and from which key a page goes on."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import isnan
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.models import Need, Offer
from exchange.listings.search.criteria import Criteria, Sort
from exchange.listings.search.filters import Meant, distance_km, material_closeness, table_of
from exchange.listings.search.saving import avoided_kgco2e
from exchange.listings.search.worth import worth

MOST_WEIGHED = 1000
"""Answers whose own words are weighed one by one. Of more, the closest material comes first and then the newest."""

_NO_PRICE = 10**7
_NO_KEY = 1e15
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The columns to sort by, all of them falling or all rising; the id, last, breaks ties."""

    columns: tuple[sa.ColumnElement[Any], ...]
    falls: bool = False

    def by(self) -> list[sa.ColumnElement[Any]]:
        """For ORDER BY."""
        return [column.desc() if self.falls else column for column in self.columns]

    def after(self, key: Key) -> sa.ColumnElement[bool]:
        """What comes after a listing with that key."""
        mine, theirs = sa.tuple_(*self.columns), sa.tuple_(*map(sa.literal, key))
        return mine < theirs if self.falls else mine > theirs

    def read(self, given: list[Any] | None) -> Key | None:
        """The key that a cursor keeps; None for one that is not of this order."""
        if given is None or len(given) != len(self.columns):
            return None
        try:
            return tuple(_read(value, column) for value, column in zip(given, self.columns, strict=True))
        except (ArithmeticError, TypeError, ValueError):
            return None


def order(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], answers: int) -> Order:
    """How the answers of a search come, of which there are so many."""
    table: Any = table_of(criteria.kind)
    row_id: Any = table.id
    if criteria.sort is Sort.RELEVANCE and answers > MOST_WEIGHED:
        closeness = sa.cast(material_closeness(table, catalogue, meanings), sa.Float)
        return Order((closeness, table.published_at, row_id), falls=True)
    if criteria.sort is Sort.RELEVANCE:
        return Order((worth(table, criteria.words, catalogue, meanings), row_id), falls=True)
    if criteria.sort is Sort.NEAREST:
        return Order((distance_km(criteria), row_id))
    if criteria.sort is Sort.CHEAPEST and table is Need:
        return Order((sa.func.coalesce(Need.highest_eur_per_t, _NO_PRICE), row_id), falls=True)
    if criteria.sort is Sort.CHEAPEST:
        return Order((sa.func.coalesce(Offer.price_eur_per_t, _NO_PRICE), row_id))
    if criteria.sort is Sort.SAVING and table is Offer:
        return Order((avoided_kgco2e(criteria, catalogue), row_id), falls=True)
    return Order((table.published_at, row_id), falls=True)


def _read(value: Any, column: sa.ColumnElement[Any]) -> Any:
    """Text of a cursor as the column's own kind. Raises TypeError or ValueError."""
    if isinstance(column.type, sa.Uuid):
        return UUID(value)
    if isinstance(column.type, sa.DateTime):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    number = float(value)
    if isnan(number) or abs(number) > _NO_KEY:
        raise ValueError
    return number if isinstance(column.type, sa.Float) else Decimal(str(value))
