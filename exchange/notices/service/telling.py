"""Telling members, once, in the transaction of what happened: a bell entry, and a mail when they wish it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.models import Membership
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.notices import queries
from exchange.notices.models import Cadence, Notice, Topic


def tell_business(
    business_id: UUID, kind: str, *, at: datetime, path: str, dedupe_key: str, but_not: UUID | None = None, **facts: Any
) -> None:
    """Tell every active member of a business, except the one who did it (``but_not``)."""
    members = sa.select(Membership.person_id).where(
        Membership.business_id == business_id,
        Membership.ended_at.is_(None),
        Membership.person_id != (but_not or new_id()),
    )
    tell(session().scalars(members), kind, at=at, path=path, dedupe_key=dedupe_key, business_id=business_id, **facts)


def tell(
    people: Iterable[UUID],
    kind: str,
    *,
    at: datetime,
    path: str,
    dedupe_key: str,
    topic: Topic = Topic.LISTINGS,
    points: int = 0,
    wish: Cadence | None = None,
    business_id: UUID | None = None,
    **facts: Any,
) -> None:
    """Tell people something once: a key that a person was told under already is left alone.

    ``facts`` are JSON-ready values for the kind's sentence; ``path`` is where the next step is done; ``points`` (0 to
    1000) ranks within a message. ``wish`` is when they want mail about just this, unless they stopped the topic.
    """
    common = {
        "business_id": business_id, "kind": kind, "topic": topic, "facts": facts, "path": path, "points": points,
        "dedupe_key": dedupe_key, "at": at,
    }  # fmt: skip
    wished = queries.cadences(people, topic)
    rows = [
        {"id": new_id(), "person_id": person_id, "cadence": _cadence(wished[person_id], wish), **common}
        for person_id in sorted(wished)
    ]
    if rows:
        fresh = insert(Notice).values(rows).on_conflict_do_nothing().returning(Notice.person_id, Notice.cadence)
        _mail_soon([person_id for person_id, cadence in session().execute(fresh) if cadence is Cadence.AT_ONCE])


def _cadence(preferred: Cadence, wish: Cadence | None) -> Cadence:
    """Who stopped a topic stopped all of it."""
    return preferred if wish is None or preferred is Cadence.BELL else wish


def _mail_soon(people: Iterable[UUID]) -> None:
    """Somebody told several things at once gets several jobs, and one message: the first job takes all that waits."""
    for person_id in people:
        defer(Job.MAIL_NOTICES, person_id=str(person_id))
