"""Reading a search: one page of listings, exact counts per facet, and how many stand where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import Need, Offer, Photo
from exchange.listings.search.criteria import Criteria, Kind, PriceKind
from exchange.listings.search.filters import Meant, conditions, distance_km, is_public, price_is, sort_key, table_of
from exchange.web.paging import Page, cut, read_cursor

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing that answers, how far it is from where the searcher said, and its photo."""

    listing: Offer | Need
    distance_km: float | None
    photo_id: UUID | None
    key: float


@dataclass(frozen=True, slots=True)
class Facets:
    """Exact counts, each under all other criteria: what a choice would give."""

    families: dict[str, int]
    prices: dict[PriceKind, int]
    statuses: dict[LegalStatus, int]
    total: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """How many listings stand around one town."""

    name: str
    centre_m: tuple[float, float]
    count: int


def page(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], cursor: str | None) -> Page[Hit]:
    """The next stretch of results after a cursor, in the order asked for."""
    table = table_of(criteria.kind)
    key = sort_key(criteria, catalogue, meanings)
    columns = distance_km(criteria).label("distance_km"), _photo(table).label("photo_id"), key.label("key")
    rows = sa.select(table, *columns).where(*conditions(criteria, catalogue, meanings).values())
    after = read_cursor(cursor, 2)
    if after and _is_key(after):
        rows = rows.where(sa.tuple_(key, table.id) > sa.tuple_(sa.literal(float(after[0])), sa.literal(UUID(after[1]))))
    rows = rows.order_by(key, table.id).limit(PAGE_SIZE + 1).options(joinedload(table.business))
    hits = [Hit(*row) for row in session().execute(rows)]
    return cut(hits, PAGE_SIZE, lambda hit: [hit.key, str(hit.listing.id)])


def _is_key(after: list[Any]) -> bool:
    try:
        return isinstance(after[0], int | float) and bool(UUID(str(after[1])))
    except ValueError:
        return False


def _photo(table: type[Offer] | type[Need]) -> sa.ColumnElement[Any]:
    if table is Need:
        return sa.cast(sa.null(), sa.Uuid)
    return sa.select(Photo.id).where(Photo.offer_id == Offer.id, Photo.position == 0).scalar_subquery()


def facets(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> Facets:
    """Counts for every choice of a facet, each without the facet's own filter."""
    named = conditions(criteria, catalogue, meanings)
    counted = sa.select(sa.func.count()).select_from(table_of(criteria.kind)).where(*named.values())
    return Facets(
        families=_families(criteria.kind, catalogue, _without(named, "material")),
        prices=_prices(criteria.kind, _without(named, "price")),
        statuses=_statuses(criteria.kind, _without(named, "status")),
        total=session().scalar(counted) or 0,
    )


def _without(named: dict[str, Any], facet: str) -> list[Any]:
    return [condition for name, condition in named.items() if name != facet]


def _families(kind: Kind, catalogue: Catalogue, where: list[Any]) -> dict[str, int]:
    """Listings per family: a lot lies in one, a need may accept several."""
    table = table_of(kind)
    spans = [(family.code, family.span.lft, family.span.end) for family in catalogue.families]
    columns = sa.column("code", sa.Text), sa.column("lft", sa.Integer), sa.column("end_", sa.Integer)
    family = sa.values(*columns, name="family").data(spans)
    overlaps = table.material.op("&&", is_comparison=True)(sa.func.int4range(family.c.lft, family.c.end_))
    counts = sa.select(family.c.code, sa.func.count()).join_from(family, table, overlaps).where(*where)
    return {row[0]: row[1] for row in session().execute(counts.group_by(family.c.code))}


def _prices(kind: Kind, where: list[Any]) -> dict[PriceKind, int]:
    table = table_of(kind)
    price = Offer.price_eur_per_t if table is Offer else Need.highest_eur_per_t
    counts = sa.select(*(sa.func.count().filter(price_is(price, one)) for one in PriceKind)).select_from(table)
    return dict(zip(PriceKind, session().execute(counts.where(*where)).one(), strict=True))


def _statuses(kind: Kind, where: list[Any]) -> dict[LegalStatus, int]:
    if kind is Kind.NEED:
        return {}
    counts = sa.select(Offer.legal_status, sa.func.count()).where(*where).group_by(Offer.legal_status)
    return {status: count for status, count in session().execute(counts) if status is not None}


def clusters(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> Sequence[Cluster]:
    """How many answers stand in each public cell, for the map."""
    table = table_of(criteria.kind)
    where = conditions(criteria, catalogue, meanings).values()
    cells = sa.select(table.cell_name, table.cell_x_m, table.cell_y_m, sa.func.count()).where(*where)
    grouped = cells.group_by(table.cell_name, table.cell_x_m, table.cell_y_m).order_by(sa.func.count().desc())
    return [Cluster(name, (x, y), count) for name, x, y, count in session().execute(grouped.limit(200))]


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How alive the exchange is: published lots and needs, and the businesses behind them."""

    offers: int
    needs: int
    businesses: int


def live_counts() -> LiveCounts:
    """What is published now."""
    offers = sa.select(Offer.business_id).where(is_public(Offer))
    needs = sa.select(Need.business_id).where(is_public(Need))
    sets = offers.subquery(), needs.subquery(), sa.union(offers, needs).subquery()
    counts = [sa.select(sa.func.count()).select_from(rows).scalar_subquery() for rows in sets]
    return LiveCounts(*session().execute(sa.select(*counts)).one())
