"""From criteria to SQL: which published listings answer a search, and in which order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Range

from exchange.accounts.models import Business, Standing
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.place import Place, planar_m
from exchange.kernel.territory import Commune
from exchange.listings.cells import cell_centre_m
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.search.criteria import Criteria, Kind, PriceKind
from exchange.listings.search.sectors import divisions
from exchange.listings.search.wording import in_any_language, said, said_of_others

Listing = type[Offer] | type[Need]
_MEANT_ENOUGH = 0.6
"""Suggestions of the catalogue below this closeness leave too many of the words unsaid to be an answer."""

_HINTED = 0.35
"""Below this they are not worth a link."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A material that the words may mean, and how closely (0 to 1)."""

    code: str
    score: float


def table_of(kind: Kind) -> Listing:
    """Offers or needs."""
    return Need if kind is Kind.NEED else Offer


def meant(catalogue: Catalogue, words: str, language: str) -> list[Meant]:
    """Materials that the words may mean, best first; none for no words."""
    if not words:
        return []
    found = catalogue.suggest(words, language=language, most=5, guesses=False)
    best = max((one.score for one in found), default=0)
    return [Meant(one.code, one.score) for one in found if one.score >= max(_MEANT_ENOUGH, 0.75 * best)]


def hints(catalogue: Catalogue, words: str, language: str) -> list[Meant]:
    """Materials to look under besides, best first: also those that leave much of the words unsaid."""
    if not words:
        return []
    found = catalogue.suggest(words, language=language, most=5, guesses=False)
    return [Meant(one.code, one.score) for one in found if one.score >= _HINTED]


def conditions(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> dict[str, sa.ColumnElement[bool]]:
    """One condition per criterion, by name, so that a facet can count without its own."""
    table = table_of(criteria.kind)
    named: dict[str, sa.ColumnElement[bool] | None] = {
        "state": is_public(table),
        "words": _says(table, criteria, catalogue, meanings),
        "material": _under(table, catalogue, criteria.materials),
        "within": _within(criteria),
        "communes": _around(table, criteria.communes),
        "status": _statuses(table, criteria),
        "price": _prices(table, criteria.prices),
        "grade": _grade(table, criteria),
        "least": left_kg(table) >= criteria.least_kg if criteria.least_kg else None,
        "most": left_kg(table) <= criteria.most_kg if criteria.most_kg else None,
        "price_from": price_of(table) >= criteria.from_eur_per_t if criteria.from_eur_per_t is not None else None,
        "price_to": price_of(table) <= criteria.to_eur_per_t if criteria.to_eur_per_t is not None else None,
        "on": _on(table, criteria.on) if criteria.on else None,
        "sector": _sectors(table, criteria.sectors) if criteria.sectors else None,
    }
    return {name: condition for name, condition in named.items() if condition is not None}


def is_public(table: Listing) -> sa.ColumnElement[bool]:
    """Published by a business that trades: what a suspended one posted is gone from lists and counts at once."""
    idle = sa.exists().where(
        Business.id == table.business_id, Business.standing != sa.literal_column(f"'{Standing.ACTIVE}'")
    )
    return sa.and_(table.state == sa.literal_column(f"'{ListingState.PUBLISHED}'"), ~idle)


def left_kg(table: Listing) -> Any:
    """What is still to be had, or still wanted."""
    return Offer.free_kg if table is Offer else Need.wanted_kg - Need.covered_kg


def price_of(table: Listing) -> Any:
    """Euro per tonne: asked for a lot, the most that a need pays."""
    return Offer.price_eur_per_t if table is Offer else Need.highest_eur_per_t


def _on(table: Listing, day: date) -> sa.ColumnElement[bool]:
    first, last = (
        (Offer.available_from, Offer.available_until) if table is Offer else (Need.wanted_from, Need.wanted_until)
    )
    return sa.and_(first <= day, sa.or_(last.is_(None), last >= day))


def _sectors(table: Listing, sections: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Only of those who say who they are: a sector would narrow down the others."""
    begins = [division for section in sections for division in divisions(section)]
    told = sa.exists().where(Business.id == table.business_id, sa.func.left(Business.activity_code, 2).in_(begins))
    return sa.and_(table.is_anonymous.is_(False), told)


def _within(criteria: Criteria) -> sa.ColumnElement[bool] | None:
    if criteria.origin is None or criteria.within_km is None:
        return None
    return apart_at_most(table_of(criteria.kind), criteria.origin, criteria.within_km * 1000.0)


def apart_at_most(cells: Any, place: Place, reach_m: float) -> sa.ColumnElement[bool]:
    """Public cells whose middle is so near, in metres; the first condition is one that an index follows."""
    x, y = planar_m(place)
    apart = (cells.cell_x_m - x) * (cells.cell_x_m - x) + (cells.cell_y_m - y) * (cells.cell_y_m - y)
    return sa.and_(cells.cell_x_m.between(x - reach_m, x + reach_m), apart <= reach_m * reach_m)


def distance_km(criteria: Criteria) -> sa.ColumnElement[Any]:
    """Kilometres between the searcher's place and the listing's public cell, on the planar map."""
    table = table_of(criteria.kind)
    if criteria.origin is None:
        return sa.cast(sa.null(), sa.Float)
    x, y = planar_m(criteria.origin)
    planar_m_apart = sa.func.sqrt(sa.func.power(table.cell_x_m - x, 2) + sa.func.power(table.cell_y_m - y, 2))
    return planar_m_apart / 1000


def _around(table: Listing, communes: tuple[Commune, ...]) -> sa.ColumnElement[bool] | None:
    """In the public cells where the communes stand, or in those that are told under their names."""
    if not communes:
        return None
    cells = {cell_centre_m(commune.place) for commune in communes}
    named = table.cell_name.in_({commune.name for commune in communes})
    return sa.or_(sa.tuple_(table.cell_x_m, table.cell_y_m).in_(sorted(cells)), named)


def said_beyond(table: Listing, words: str, catalogue: Catalogue, meanings: list[Meant]) -> sa.ColumnElement[bool]:
    """Listings that say the words and are of none of the materials meant."""
    spans = [catalogue.span(one.code) for one in meanings]
    if table is Offer:
        return said_of_others(words, sorted({number for span in spans for number in range(span.lft, span.end)}))
    return sa.and_(says(table, words), *(~under_one(table, catalogue, one.code) for one in meanings))


def says(table: Listing, words: str) -> sa.ColumnElement[bool]:
    """Its own words say it in one of the languages."""
    return said(table).op("@@", is_comparison=True)(in_any_language(words))


def material_closeness(table: Listing, catalogue: Catalogue, meanings: list[Meant]) -> sa.ColumnElement[float]:
    """How close a listing's material is to what the words mean, 0 to 1."""
    by_material = [(under_one(table, catalogue, one.code), sa.literal(one.score)) for one in meanings]
    return sa.case(*by_material, else_=sa.literal(0.0)) if by_material else sa.literal(0.0)


def _says(
    table: Listing, criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]
) -> sa.ColumnElement[bool] | None:
    """Its own words say it in one of the languages, or its material is one that they may mean."""
    if not criteria.words:
        return None
    named = [under_one(table, catalogue, one.code) for one in meanings]
    return sa.or_(*named, says(table, criteria.words))


def _under(table: Listing, catalogue: Catalogue, codes: tuple[str, ...]) -> sa.ColumnElement[bool] | None:
    return sa.or_(*(under_one(table, catalogue, code) for code in codes)) if codes else None


def under_one(table: Listing, catalogue: Catalogue, code: str) -> sa.ColumnElement[bool]:
    """Lots lie under the node; needs accept something of it."""
    span = catalogue.span(code)
    node = sa.cast(sa.literal(Range(span.lft, span.end), Offer.material.type), Offer.material.type)
    return table.material.op("<@" if table is Offer else "&&", is_comparison=True)(node)


def _statuses(table: Listing, criteria: Criteria) -> sa.ColumnElement[bool] | None:
    if not criteria.statuses:
        return None
    if table is Offer:
        return Offer.legal_status.in_(criteria.statuses)
    accepted_type = Need.accepted_statuses.type
    wanted = sa.cast([status.value for status in criteria.statuses], accepted_type)
    return sa.or_(Need.accepted_statuses == sa.cast([], accepted_type), Need.accepted_statuses.op("&&")(wanted))


def _prices(table: Listing, prices: tuple[PriceKind, ...]) -> sa.ColumnElement[bool] | None:
    if not prices:
        return None
    return sa.or_(*(price_is(price_of(table), kind) for kind in prices))


def price_is(price: Any, kind: PriceKind) -> sa.ColumnElement[bool]:
    """Whether a price per tonne is of a kind."""
    conditions: dict[PriceKind, sa.ColumnElement[bool]] = {
        PriceKind.FREE: price == 0,
        PriceKind.PAID: price > 0,
        PriceKind.HOLDER_PAYS: price < 0,
        PriceKind.OPEN: price.is_(None),
    }
    return conditions[kind]


def _grade(table: Listing, criteria: Criteria) -> sa.ColumnElement[bool] | None:
    """Lots at least so good; needs that take something so good or worse."""
    if criteria.lowest_grade is None:
        return None
    if table is Offer:
        return Offer.condition >= int(criteria.lowest_grade)
    return sa.or_(Need.lowest_grade.is_(None), Need.lowest_grade <= int(criteria.lowest_grade))
