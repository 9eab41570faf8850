"""Telling members: a bell entry and a mail, once, in the transaction of what happened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.models import Membership, Person
from exchange.kernel import mail
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.notices.models import Notice
from exchange.notices.sentences import sentence_of


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
    business_id: UUID | None = None,
    **facts: Any,
) -> None:
    """Tell people something once: a key that a person was told under already is left alone.

    ``facts`` are JSON-ready values for the kind's sentence; ``path`` is where the next step is done.
    """
    for person_id in list(people):
        row = insert(Notice).values(
            id=new_id(), person_id=person_id, business_id=business_id, kind=kind, facts=facts, path=path,
            dedupe_key=dedupe_key, at=at,
        )  # fmt: skip
        fresh = session().scalar(row.on_conflict_do_nothing().returning(Notice.id))
        if fresh is not None:
            _mail(session().get_one(Person, person_id), fresh, kind, facts, path)


def _mail(person: Person, notice_id: UUID, kind: str, facts: dict[str, Any], path: str) -> None:
    """The same sentence by mail, to confirmed addresses only."""
    if person.confirmed_at is None:
        return
    with force_locale(person.language):
        sentence = sentence_of(kind, facts)
        greeting = _("Hello %(name)s,", name=person.name)
        closing = _("Navette, the exchange of resources")
        body = f"{greeting}\n\n{sentence}\n\n{mail.web_address(path)}\n\n{closing}\n"
        mail.post(person.email, sentence, body, dedupe_key=f"notice:{notice_id}")


def mark_read(person_id: UUID, *, at: datetime) -> None:
    """The person has seen the list: nothing on it is new any more."""
    unread = sa.update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    session().execute(unread.values(read_at=at))
