"""The verb of observed flows: bring what a register says into the exchange, for the facilitator's eyes only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.catalogue import queries as catalogue
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.listings.flows import storing
from exchange.listings.flows.establishments import Establishment, settle
from exchange.listings.flows.rows import FlowRow, Role, RowError
from exchange.listings.flows.settled import settled_faults
from exchange.listings.models import Need, NeedAccepts, Offer

BATCH = 1000
Progress = Callable[[int], None]
_ONE_AT_A_TIME = 0x6E61766C
"""Advisory lock of imports («navl»): two files that name the same new flow would each store it."""
_TAKE_LONG = dict.fromkeys(("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"), "10min")


@dataclass(slots=True)
class Imported:
    """What an import did, in flows and establishments."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    establishments: int = 0
    left_out: list[RowError] = field(default_factory=list)
    """Right lines whose business has settled the flow: it is left as the business wants it."""


def wait_for_turn() -> None:
    """Imports run one after the other; the turn ends with the transaction."""
    for limit, patience in _TAKE_LONG.items():
        session().execute(sa.select(sa.func.set_config(limit, patience, True)))
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def import_flows(
    rows: Sequence[FlowRow], *, at: datetime, source: str | None = None, progress: Progress = lambda _done: None
) -> Imported:
    """Store flows as observed offers and needs of unclaimed businesses, then have everything matched.

    The same flow (establishment, role, material, period) read again replaces what was stored; the same file again
    changes nothing. Flows that a later file no longer holds stay. What a business has confirmed or dropped is left
    out and reported. ``source`` names the register to the businesses.
    """
    wait_for_turn()
    done = Imported()
    where = settle(rows, at=at)
    done.establishments = len(where)
    stored = _stored(where)
    for start in range(0, len(rows), BATCH):
        _import(rows[start : start + BATCH], where, stored, done, storing.Told(at, source))
        progress(min(start + BATCH, len(rows)))
    if done.created or done.changed:
        _announce(done, at)
    return done


def listed_materials() -> set[str]:
    """The codes that a register file may name."""
    return {code for code, entry in catalogue.current().materials.items() if not entry.is_retired}


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
    told: storing.Told,
) -> None:
    listings = _locked([stored[row.key] for row in rows if row.key in stored])
    settled = settled_faults({row.establishment_id for row in rows})
    kept = []
    for row in rows:
        if fault := settled.get(row.key) or settled.get(row.key[:3]):
            done.left_out.append(RowError(row.line, "establishment_id", fault))
        else:
            kept.append(row)
    fresh = [row for row in kept if row.key not in stored]
    storing.insert_offers([row for row in fresh if row.role is Role.OFFER], where, told)
    storing.insert_needs([row for row in fresh if row.role is Role.NEED], where, told)
    done.created += len(fresh)
    for row in kept:
        if row.key in stored:
            is_changed = storing.change(listings[stored[row.key]], row, told)
            done.changed += is_changed
            done.unchanged += not is_changed


def _locked(ids: Sequence[UUID]) -> dict[UUID, Offer | Need]:
    """A batch of stored flows in two queries, kept from being settled meanwhile."""
    found: dict[UUID, Offer | Need] = {}
    offers = sa.select(Offer).where(Offer.id.in_(ids)).order_by(Offer.id).with_for_update()
    needs = sa.select(Need).where(Need.id.in_(ids)).order_by(Need.id).with_for_update()
    anew = {"populate_existing": True}
    found |= {offer.id: offer for offer in session().scalars(offers.execution_options(**anew))}
    found |= {need.id: need for need in session().scalars(needs.execution_options(**anew))}
    return found
