"""Flows become rows: new ones appear, known ones follow the register, quantities move through the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Range

from exchange.catalogue import queries as catalogue
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.listings import stock
from exchange.listings.flows.columns import need_columns, offer_columns
from exchange.listings.flows.establishments import Establishment
from exchange.listings.flows.rows import FlowRow
from exchange.listings.models import Account, Cause, Need, NeedAccepts, Offer, StockMovement


@dataclass(frozen=True, slots=True)
class Told:
    """When, and by which register."""

    at: datetime
    source: str | None


def insert_offers(rows: Sequence[FlowRow], where: Mapping[str, Establishment], told: Told) -> None:
    """Lot and first ledger entry together, in bulk."""
    if not rows:
        return
    known = catalogue.current()
    offers = []
    for row in rows:
        span = known.span(row.material_code)
        home = where[row.establishment_id]
        own = {"business_id": home.business_id, "site_id": home.site_id, "material_code": row.material_code}
        quantity = {"declared_kg": row.quantity_kg, "free_kg": row.quantity_kg, "created_at": told.at}
        columns = offer_columns(row, told.source)
        offers.append({"id": new_id(), **own, "material": Range(span.lft, span.end), **quantity, **columns})
    session().execute(sa.insert(Offer), offers)
    entry = {"source": Account.OUTSIDE, "target": Account.FREE, "cause": Cause.POSTED, "at": told.at}
    session().execute(
        sa.insert(StockMovement),
        [{"offer_id": offer["id"], "quantity_kg": offer["free_kg"], **entry} for offer in offers],
    )


def insert_needs(rows: Sequence[FlowRow], where: Mapping[str, Establishment], told: Told) -> None:
    """Needs and the nodes that they accept, in bulk."""
    if not rows:
        return
    needs = []
    for row in rows:
        home = where[row.establishment_id]
        own = {"business_id": home.business_id, "site_id": home.site_id, "created_at": told.at}
        columns = need_columns(row, catalogue.current(), told.source)
        needs.append({"id": new_id(), **own, "wanted_kg": row.quantity_kg, **columns})
    session().execute(sa.insert(Need), needs)
    accepted = [
        {"need_id": need["id"], "material_code": row.material_code} for need, row in zip(needs, rows, strict=True)
    ]
    session().execute(sa.insert(NeedAccepts), accepted)


def change(listing: Offer | Need, row: FlowRow, told: Told) -> bool:
    """Bring a stored flow to what the register says now; whether anything differed."""
    return _change_offer(listing, row, told) if isinstance(listing, Offer) else _change_need(listing, row, told)


def _change_offer(offer: Offer, row: FlowRow, told: Told) -> bool:
    is_changed = _take_over(offer, offer_columns(row, told.source))
    difference = row.quantity_kg - offer.free_kg
    if difference:
        ends = (Account.OUTSIDE, Account.FREE) if difference > 0 else (Account.FREE, Account.OUTSIDE)
        session().flush()
        stock.move(offer.id, abs(difference), *ends, cause=Cause.CORRECTED, at=told.at)
        session().refresh(offer)
    return is_changed or bool(difference)


def _change_need(need: Need, row: FlowRow, told: Told) -> bool:
    columns = need_columns(row, catalogue.current(), told.source)
    columns.pop("material")
    return _take_over(need, {**columns, "wanted_kg": row.quantity_kg})


def _take_over(listing: Offer | Need, columns: Mapping[str, Any]) -> bool:
    """Write what differs; whether anything did. Planar columns follow from place and reach and come back as text."""
    told = {name: value for name, value in columns.items() if name not in {"place", "reach"}}
    if all(getattr(listing, name) == value for name, value in told.items()):
        return False
    for name, value in columns.items():
        setattr(listing, name, value)
    listing.version += 1
    listing.matched_at = None
    return True
