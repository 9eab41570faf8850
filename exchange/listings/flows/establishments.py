"""Who a register names: an unclaimed business and a site for each establishment, made once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business, Site, Standing
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.registration import Registration, RegistrationKind
from exchange.kernel.territory import territory
from exchange.kernel.trade import Country
from exchange.listings.flows.rows import FlowRow
from exchange.listings.models import Need, Offer
from exchange.listings.placing import follow_site

_COUNTRY_OF_REGISTER = {RegistrationKind.SIREN: Country.FR, RegistrationKind.BCE: Country.BE}


@dataclass(frozen=True, slots=True)
class Establishment:
    """Where the flows of one establishment hang."""

    business_id: UUID
    site_id: UUID


def settle(rows: Sequence[FlowRow], *, at: datetime) -> dict[str, Establishment]:
    """Find or make the business and site of every establishment named in the rows, by its id.

    A company number joins establishments of one business, also one that has signed up meanwhile: its flows stay
    observed until it confirms them.
    """
    first = {row.establishment_id: row for row in reversed(rows)}
    known = _known(first)
    by_id = _unclaimed_sites(home.site_id for home in known.values())
    for ref, home in known.items():
        if home.site_id in by_id:
            _follow_move(by_id[home.site_id], first[ref].place)
    fresh = [row for ref, row in first.items() if ref not in known]
    return known | _made(fresh, at)


def _known(refs: Iterable[str]) -> dict[str, Establishment]:
    wanted = list(refs)
    found: dict[str, Establishment] = {}
    for table in (Offer, Need):
        rows = sa.select(table.observed_ref, table.business_id, table.site_id).where(table.observed_ref.in_(wanted))
        for ref, business_id, site_id in session().execute(rows.distinct()):
            found[str(ref)] = Establishment(business_id, site_id)
    return found


def _unclaimed_sites(ids: Iterable[UUID]) -> dict[UUID, Site]:
    """Sites that a register may still move: once a business is here, it knows best where it stands."""
    sites = sa.select(Site).join(Business, Business.id == Site.business_id)
    sites = sites.where(Site.id.in_(list(ids)), Business.standing == Standing.UNCLAIMED)
    return {site.id: site for site in session().scalars(sites)}


def _follow_move(site: Site, place: Place) -> None:
    """A register may correct where an establishment lies; all its listings follow, and then all matches."""
    if site.place == place:
        return
    site.lat, site.lon = place.lat, place.lon
    follow_site(site)
    defer(Job.PAIR_ALL, lock=Job.PAIR_ALL, only_once=Job.PAIR_ALL)


def _made(rows: Sequence[FlowRow], at: datetime) -> dict[str, Establishment]:
    by_number = _businesses_by_number({row.registration for row in rows if row.registration})
    businesses: list[dict[str, Any]] = []
    sites: list[dict[str, Any]] = []
    made: dict[str, Establishment] = {}
    for row in rows:
        number = (row.registration.kind, row.registration.number) if row.registration else None
        business_id = by_number.get(number) if number else None
        if business_id is None:
            business_id = new_id()
            businesses.append(_business(business_id, row, at))
        if number:
            by_number[number] = business_id
        sites.append(_site(new_id(), business_id, row, at))
        made[row.establishment_id] = Establishment(business_id, sites[-1]["id"])
    for table, values in ((Business, businesses), (Site, sites)):
        if values:
            session().execute(sa.insert(table), values)
    return made


def _businesses_by_number(numbers: set[Registration]) -> dict[tuple[RegistrationKind, str], UUID]:
    """Businesses that are here already, by register and number."""
    rows = sa.select(Business.registration_kind, Business.registration_number, Business.id).where(
        Business.registration_number.in_([number.number for number in numbers])
    )
    return {(kind, number): id_ for kind, number, id_ in session().execute(rows) if kind and number}


def country_of(row: FlowRow) -> Country:
    """As stated, or by the register of the company number, or the territory's own."""
    if row.country:
        return row.country
    return _COUNTRY_OF_REGISTER[row.registration.kind] if row.registration else territory().country


def _business(business_id: UUID, row: FlowRow, at: datetime) -> dict[str, Any]:
    return {
        "id": business_id,
        "name": row.name,
        "registration_kind": row.registration.kind if row.registration else None,
        "registration_number": row.registration.number if row.registration else None,
        "country": country_of(row),
        "standing": Standing.UNCLAIMED,
        "created_at": at,
    }


def _site(site_id: UUID, business_id: UUID, row: FlowRow, at: datetime) -> dict[str, Any]:
    """Registers give a place, not an address: what they do not say stays empty."""
    return {
        "id": site_id,
        "business_id": business_id,
        "name": row.name,
        "address": "",
        "postal_code": "",
        "commune_code": "",
        "commune_name": "",
        "country": country_of(row),
        "lat": row.place.lat,
        "lon": row.place.lon,
        "siret": row.registration.siret if row.registration else None,
        "created_at": at,
    }
