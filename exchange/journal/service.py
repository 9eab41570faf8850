"""Writing the journal: last in the transaction, one entry after the other, each sealed with the one before."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.journal.models import GENESIS, JournalEntry, seal
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import at_the_end
from exchange.web.behalf import acted_for
from exchange.web.logs import current_request_id

_CHAIN_LOCK = 0x6E617665


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, before it has a number and a seal."""

    at: datetime
    subject: str
    subject_id: UUID
    verb: str
    actor_id: UUID | None = None
    business_id: UUID | None = None
    on_behalf: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def record(
    subject: str,
    subject_id: UUID,
    verb: str,
    *,
    at: datetime,
    by: UUID | None = None,
    business_id: UUID | None = None,
    on_behalf: bool = False,
    **details: Any,
) -> None:
    """Note what happened; it is stored with the transaction that did it, or not at all.

    ``details`` must be JSON-ready or have a plain text form (decimals, dates, ids); no secrets.
    """
    plain = json.loads(json.dumps(details, default=str))
    other = acted_for()
    if other is not None:
        business_id, on_behalf = business_id or other, True
    happening = Happening(at, subject, subject_id, verb, by, business_id, on_behalf, plain)
    at_the_end(lambda: _append(happening))


def _append(happening: Happening) -> None:
    """The chain is written by one transaction at a time, for the short while before its commit."""
    current = session()
    current.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    last = current.execute(
        sa.select(JournalEntry.number, JournalEntry.hash).order_by(JournalEntry.number.desc()).limit(1)
    ).one_or_none()
    number, previous_hash = (last.number + 1, last.hash) if last else (1, GENESIS)
    entry = JournalEntry(
        number=number,
        at=happening.at,
        actor_id=happening.actor_id,
        business_id=happening.business_id,
        on_behalf=happening.on_behalf,
        subject=happening.subject,
        subject_id=happening.subject_id,
        verb=happening.verb,
        details=happening.details,
        request_id=current_request_id(),
        previous_hash=previous_hash,
    )
    entry.hash = seal(entry)
    current.add(entry)
    current.flush()
