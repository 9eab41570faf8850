"""The verb of observed flows: bring what a register says into the exchange, for the facilitator's eyes only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Range

from exchange.catalogue import queries as catalogue
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.listings import stock
from exchange.listings.flows.columns import need_columns, offer_columns
from exchange.listings.flows.establishments import Establishment, settle
from exchange.listings.flows.rows import FlowRow, Role
from exchange.listings.models import Account, Cause, Need, NeedAccepts, Offer, StockMovement

BATCH = 1000
Progress = Callable[[int], None]


@dataclass(slots=True)
class Imported:
    """What an import did, in flows and establishments."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    establishments: int = 0


def import_flows(rows: Sequence[FlowRow], *, at: datetime, progress: Progress = lambda _done: None) -> Imported:
    """Store flows as observed offers and needs of unclaimed businesses, then have everything matched.

    The same flow (establishment, role, material, period) read again replaces what was stored; the same file again
    changes nothing. Flows that a later file no longer holds stay.
    """
    done = Imported()
    where = settle(rows, at=at)
    done.establishments = len(where)
    stored = _stored(where)
    for start in range(0, len(rows), BATCH):
        _import(rows[start : start + BATCH], where, stored, done, at)
        progress(min(start + BATCH, len(rows)))
    if done.created or done.changed:
        _announce(done, at)
    return done


def _announce(done: Imported, at: datetime) -> None:
    journal.record(
        "flows", new_id(), "imported", at=at, created=done.created, changed=done.changed,
        establishments=done.establishments,
    )  # fmt: skip
    defer(Job.PAIR_ALL, lock="pair_all", only_once="pair_all")


def _stored(where: Mapping[str, Establishment]) -> dict[Any, UUID]:
    """Ids of the flows that are here already, by what makes them the same."""
    offers = sa.select(
        Offer.observed_ref, sa.literal(Role.OFFER), Offer.material_code, Offer.available_from, Offer.available_until,
        Offer.id,
    )  # fmt: skip
    needs = sa.select(
        Need.observed_ref, sa.literal(Role.NEED), NeedAccepts.material_code, Need.wanted_from, Need.wanted_until,
        Need.id,
    ).join(NeedAccepts, NeedAccepts.need_id == Need.id)  # fmt: skip
    refs = list(where)
    rows = [
        *session().execute(offers.where(Offer.observed_ref.in_(refs))),
        *session().execute(needs.where(Need.observed_ref.in_(refs))),
    ]
    return {(ref, Role(role), *key): id_ for ref, role, *key, id_ in rows}


def _import(
    rows: Sequence[FlowRow],
    where: Mapping[str, Establishment],
    stored: Mapping[Any, UUID],
    done: Imported,
    at: datetime,
) -> None:
    fresh = [row for row in rows if row.key not in stored]
    _insert_offers([row for row in fresh if row.role is Role.OFFER], where, at)
    _insert_needs([row for row in fresh if row.role is Role.NEED], where, at)
    done.created += len(fresh)
    known = [row for row in rows if row.key in stored]
    listings = _listings([stored[row.key] for row in known])
    for row in known:
        listing = listings[stored[row.key]]
        is_changed = _change_offer(listing, row, at) if isinstance(listing, Offer) else _change_need(listing, row)
        done.changed += is_changed
        done.unchanged += not is_changed


def _listings(ids: Sequence[UUID]) -> dict[UUID, Offer | Need]:
    """A batch of stored flows in two queries."""
    found: dict[UUID, Offer | Need] = {}
    found |= {offer.id: offer for offer in session().scalars(sa.select(Offer).where(Offer.id.in_(ids)))}
    found |= {need.id: need for need in session().scalars(sa.select(Need).where(Need.id.in_(ids)))}
    return found


def _insert_offers(rows: Sequence[FlowRow], where: Mapping[str, Establishment], at: datetime) -> None:
    """Lot and first ledger entry together, in bulk."""
    if not rows:
        return
    known = catalogue.current()
    offers = []
    for row in rows:
        span = known.span(row.material_code)
        home = where[row.establishment_id]
        own = {"business_id": home.business_id, "site_id": home.site_id, "material_code": row.material_code}
        quantity = {"declared_kg": row.quantity_kg, "free_kg": row.quantity_kg, "created_at": at}
        offers.append({"id": new_id(), **own, "material": Range(span.lft, span.end), **quantity, **offer_columns(row)})
    session().execute(sa.insert(Offer), offers)
    entry = {"source": Account.OUTSIDE, "target": Account.FREE, "cause": Cause.POSTED, "at": at}
    session().execute(
        sa.insert(StockMovement),
        [{"offer_id": offer["id"], "quantity_kg": offer["free_kg"], **entry} for offer in offers],
    )


def _insert_needs(rows: Sequence[FlowRow], where: Mapping[str, Establishment], at: datetime) -> None:
    if not rows:
        return
    needs = []
    for row in rows:
        home = where[row.establishment_id]
        own = {"business_id": home.business_id, "site_id": home.site_id, "wanted_kg": row.quantity_kg, "created_at": at}
        needs.append({"id": new_id(), **own, **need_columns(row, catalogue.current())})
    session().execute(sa.insert(Need), needs)
    accepted = [
        {"need_id": need["id"], "material_code": row.material_code} for need, row in zip(needs, rows, strict=True)
    ]
    session().execute(sa.insert(NeedAccepts), accepted)


def _change_offer(offer: Offer, row: FlowRow, at: datetime) -> bool:
    is_changed = _take_over(offer, offer_columns(row))
    difference = row.quantity_kg - offer.free_kg
    if difference:
        ends = (Account.OUTSIDE, Account.FREE) if difference > 0 else (Account.FREE, Account.OUTSIDE)
        session().flush()
        stock.move(offer.id, abs(difference), *ends, cause=Cause.CORRECTED, at=at)
        session().refresh(offer)
    return is_changed or bool(difference)


def _change_need(need: Need, row: FlowRow) -> bool:
    columns = need_columns(row, catalogue.current())
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
