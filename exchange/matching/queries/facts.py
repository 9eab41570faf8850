"""From rows to what the core judges: all that matching knows of offers and needs, in a few bulk queries."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import queries as accounts
from exchange.accounts.models import Business, Site, Standing
from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.cells import around
from exchange.listings.models import ListingState, Need, NeedAccepts, Offer
from exchange.listings.policy import FROM_REGISTERS
from exchange.matching.core.facts import Accepted, MaterialSpan, NeedFacts, OfferFacts

LIVE = (ListingState.PUBLISHED, ListingState.OBSERVED)
"""States in which a listing is matched; the partial indexes of the listings hold the same two."""


def offers(ids: Collection[UUID] | None = None) -> dict[UUID, OfferFacts]:
    """The facts of offers in any state, by id; of all live ones where no ids are given."""
    rows = sa.select(*_OFFER, *_WHERE).join(Business, Business.id == Offer.business_id)
    rows = _only(rows.join(Site, Site.id == Offer.site_id), Offer, ids)
    known = catalogue.current()
    return {row.id: _offer(row, known) for row in session().execute(rows)}


def needs(day: date, ids: Collection[UUID] | None = None) -> dict[UUID, NeedFacts]:
    """The facts of needs in any state, by id, with the permits in force on a day; of all live ones without ids."""
    rows = sa.select(*_NEED, *_WHERE).join(Business, Business.id == Need.business_id)
    found = session().execute(_only(rows.join(Site, Site.id == Need.site_id), Need, ids)).all()
    permitted = accounts.permitted_codes({row.site_id for row in found}, on=day)
    accepting = _Accepting(catalogue.current())
    return {row.id: _need(row, accepting, permitted.get(row.site_id, frozenset())) for row in found}


_WHERE = (Business.standing, Site.lat, Site.lon, Site.country)
_OFFER = (
    Offer.id, Offer.business_id, Offer.state, Offer.material_code, Offer.delivers_within_km, Offer.available_from,
    Offer.available_until, Offer.free_kg, Offer.minimum_kg, Offer.is_whole_lot, Offer.price_eur_per_t,
    Offer.is_negotiable, Offer.condition, Offer.legal_status, Offer.waste_code, Offer.is_hazardous,
)  # fmt: skip
ACCEPTED_CODES = sa.func.array(
    sa.select(NeedAccepts.material_code)
    .where(NeedAccepts.need_id == Need.id)
    .order_by(NeedAccepts.material_code)
    .scalar_subquery()
).label("accepts")
"""The nodes that a need names, as a column of its row."""

_NEED = (
    Need.id, Need.business_id, Need.site_id, Need.state, Need.collects_within_km, Need.wanted_from, Need.wanted_until,
    Need.wanted_kg, Need.covered_kg, Need.smallest_lot_kg, Need.highest_eur_per_t, Need.is_negotiable,
    Need.lowest_grade, Need.accepted_statuses,
    ACCEPTED_CODES,
)  # fmt: skip


def _only(rows: Any, table: type[Offer] | type[Need], ids: Collection[UUID] | None) -> Any:
    return rows.where(table.state.in_(LIVE) if ids is None else table.id.in_(ids))


def _offer(row: Any, known: Catalogue) -> OfferFacts:
    return OfferFacts(
        ref=str(row.id),
        business_ref=str(row.business_id),
        is_active=_trades(row),
        material=_span(known, row.material_code),
        place=_stands(row),
        country=row.country,
        delivers_within_km=row.delivers_within_km,
        available_from=row.available_from,
        available_until=row.available_until,
        free_kg=row.free_kg,
        minimum_kg=row.free_kg if row.is_whole_lot else row.minimum_kg,
        ask_eur_per_t=row.price_eur_per_t,
        is_negotiable=row.is_negotiable,
        condition=None if row.condition is None else Grade(row.condition),
        legal_status=row.legal_status,
        waste_code=row.waste_code,
        is_hazardous=row.is_hazardous,
        is_observed=row.state is ListingState.OBSERVED,
    )


def _need(row: Any, accepting: "_Accepting", permitted: frozenset[str]) -> NeedFacts:
    return NeedFacts(
        ref=str(row.id),
        business_ref=str(row.business_id),
        is_active=_trades(row),
        accepts=tuple(accepted for code in row.accepts for accepted in accepting.under(code)),
        place=_stands(row),
        country=row.country,
        collects_within_km=row.collects_within_km,
        wanted_from=row.wanted_from,
        wanted_until=row.wanted_until,
        wanted_kg=row.wanted_kg - row.covered_kg,
        smallest_lot_kg=row.smallest_lot_kg,
        highest_eur_per_t=row.highest_eur_per_t,
        is_negotiable=row.is_negotiable,
        lowest_grade=None if row.lowest_grade is None else Grade(row.lowest_grade),
        accepted_statuses=frozenset(LegalStatus(status) for status in row.accepted_statuses),
        permitted_codes=permitted,
        is_observed=row.state is ListingState.OBSERVED,
    )


def _stands(row: Any) -> Place:
    """As its columns say (listings/placing.py): in the middle of its cell, or where a public register has it."""
    place = Place(row.lat, row.lon)
    return place if row.state in FROM_REGISTERS else around(place)


def _trades(row: Any) -> bool:
    """Live, and of a business that trades or, for what a register saw, has not come by yet."""
    if row.state is ListingState.OBSERVED:
        return row.standing in {Standing.ACTIVE, Standing.UNCLAIMED}
    return row.state is ListingState.PUBLISHED and row.standing is Standing.ACTIVE


class _Accepting:
    """What a named node lets in: itself, and what may take its place with the condition. Worked out once per node."""

    def __init__(self, known: Catalogue) -> None:
        self._known = known
        self._by_code: dict[str, tuple[Accepted, ...]] = {}

    def under(self, code: str) -> tuple[Accepted, ...]:
        """The node first, then its substitutes in the catalogue's order."""
        if code not in self._by_code:
            substitutes = [
                Accepted(_span(self._known, rule.substitute_code), rule.code, rule.condition)
                for rule in self._known.substitutions_into(code)
            ]
            self._by_code[code] = (Accepted(_span(self._known, code)), *substitutes)
        return self._by_code[code]


def _span(known: Catalogue, code: str) -> MaterialSpan:
    span = known.span(code)
    return MaterialSpan(code, span.lft, span.end)
