"""Reading a search: one page of listings."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer, Photo
from exchange.listings.search.criteria import Criteria, Sort
from exchange.listings.search.filters import Meant, distance_km, is_public, table_of
from exchange.listings.search.ordering import Key, order
from exchange.listings.search.stretches import stretches
from exchange.listings.search.totals import total
from exchange.web.paging import Page, cut, read_cursor

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing that answers, how far it is from where the searcher said, and its photo."""

    listing: Offer | Need
    distance_km: float | None
    photo_id: UUID | None
    key: Key
    is_close: bool = False
    """Whether it only comes close: no answer, and never counted as one."""


def page(
    criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], cursor: str | None, answers: int | None = None
) -> Page[Hit]:
    """The next stretch of results after a cursor, in the order asked for. ``answers``: how many there are, if known."""
    if answers is None:
        answers = total(criteria, catalogue, meanings)[0] if criteria.sort in (Sort.RELEVANCE, Sort.NEAREST) else 0
    table, sorted_by = table_of(criteria.kind), order(criteria, catalogue, meanings, answers)
    key = tuple(column.label(f"key_{number}") for number, column in enumerate(sorted_by.columns))
    columns = distance_km(criteria).label("distance_km"), photo_of(table).label("photo_id")
    after = sorted_by.read(read_cursor(cursor, len(key)))
    hits: list[Hit] = []
    for stretch in stretches(criteria, catalogue, meanings, answers, after):
        hits = [] if stretch.is_anew else hits
        rows = sa.select(table, *columns, *key).where(*stretch.where)
        if after:
            rows = rows.where(sorted_by.after(after))
        rows = rows.order_by(*(stretch.by or replace(sorted_by, columns=key).by())).limit(PAGE_SIZE + 1 - len(hits))
        found = session().execute(rows.options(joinedload(table.business)))
        hits += [Hit(row[0], row[1], row[2], tuple(row[3:])) for row in found]
        if len(hits) > PAGE_SIZE:
            break
    return cut(hits, PAGE_SIZE, lambda hit: list(hit.key))


def photo_of(table: type[Offer] | type[Need]) -> sa.ColumnElement[Any]:
    """The first photo of a lot; needs have none."""
    if table is Need:
        return sa.cast(sa.null(), sa.Uuid)
    return sa.select(Photo.id).where(Photo.offer_id == Offer.id, Photo.position == 0).scalar_subquery()


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How alive the exchange is: published lots and needs, and the businesses that show their name behind some.

    Who hides behind all of theirs is not counted: the number would tell whether a hidden holder is a known one.
    """

    offers: int
    needs: int
    businesses: int


def live_counts() -> LiveCounts:
    """What is published now."""
    offers = sa.select(Offer.business_id).where(is_public(Offer))
    needs = sa.select(Need.business_id).where(is_public(Need))
    named = sa.union(offers.where(~Offer.is_anonymous), needs.where(~Need.is_anonymous))
    sets = offers.subquery(), needs.subquery(), named.subquery()
    counts = [sa.select(sa.func.count()).select_from(rows).scalar_subquery() for rows in sets]
    return LiveCounts(*session().execute(sa.select(*counts)).one())
