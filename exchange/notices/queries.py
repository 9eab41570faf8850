"""Reading what somebody was told, what waits to be mailed, and when they want mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Person
from exchange.kernel.mail import OutgoingMail
from exchange.kernel.orm import session
from exchange.notices.models import Cadence, Notice, NoticePreference, Topic
from exchange.web.paging import Page, cut, read_cursor

PAGE_SIZE = 30
_IS_NEW = Notice.read_at.is_(None)


def page(person_id: UUID, *, topic: Topic | None = None, after: str | None = None) -> Page[Notice]:
    """A stretch of what a person was told, unread first, then newest first."""
    mine = sa.select(Notice).where(Notice.person_id == person_id)
    if topic is not None:
        mine = mine.where(Notice.topic == topic)
    if key := _key(after):
        mine = mine.where(sa.tuple_(_IS_NEW, Notice.at, Notice.id) < sa.tuple_(*map(sa.literal, key)))
    rows = (
        session().scalars(mine.order_by(_IS_NEW.desc(), Notice.at.desc(), Notice.id.desc()).limit(PAGE_SIZE + 1)).all()
    )
    return cut(rows, PAGE_SIZE, lambda notice: [notice.read_at is None, notice.at.isoformat(), str(notice.id)])


def _key(after: str | None) -> tuple[bool, datetime, UUID] | None:
    """Where the stretch begins; None for a cursor that is not one of ours."""
    key: list[Any] | None = read_cursor(after, 3)
    try:
        return (bool(key[0]), datetime.fromisoformat(key[1]), UUID(key[2])) if key else None
    except (TypeError, ValueError, AttributeError):
        return None


def unread_count(person_id: UUID) -> int:
    """How many are new."""
    unread = sa.select(sa.func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return session().scalar(unread) or 0


def cadences(people: Iterable[UUID], topic: Topic) -> dict[UUID, Cadence]:
    """When each person wants mail about a topic: at once unless told otherwise, never to unconfirmed addresses."""
    mine = sa.and_(NoticePreference.person_id == Person.id, NoticePreference.topic == topic)
    rows = sa.select(Person.id, Person.confirmed_at, NoticePreference.cadence).outerjoin(NoticePreference, mine)
    return {
        person_id: Cadence.BELL if confirmed_at is None else cadence or Cadence.AT_ONCE
        for person_id, confirmed_at, cadence in session().execute(rows.where(Person.id.in_(list(people))))
    }


def preferences(person_id: UUID) -> dict[Topic, Cadence]:
    """When a person wants mail, by topic."""
    mine = sa.select(NoticePreference.topic, NoticePreference.cadence).where(NoticePreference.person_id == person_id)
    chosen = {row.topic: row.cadence for row in session().execute(mine)}
    return {topic: chosen.get(topic, Cadence.AT_ONCE) for topic in Topic}


def waiting(person_id: UUID, cadence: Cadence, before: datetime | None) -> Sequence[Notice]:
    """What no message has carried yet, oldest first, locked: of two workers the second finds nothing left."""
    mine = Notice.person_id == person_id, Notice.cadence == cadence, Notice.mail_id.is_(None)
    rows = sa.select(Notice).where(*mine, *([Notice.at < before] if before else []))
    return session().scalars(rows.order_by(Notice.at, Notice.id).with_for_update()).all()


def people_waiting(cadence: Cadence, *, before: datetime, key: str) -> Sequence[UUID]:
    """Who waits for the message of a period (``key``) that nobody wrote yet."""
    written = sa.exists().where(OutgoingMail.dedupe_key == sa.literal(f"{key}:") + sa.cast(Notice.person_id, sa.Text))
    due = sa.select(Notice.person_id).where(
        Notice.cadence == cadence, Notice.mail_id.is_(None), Notice.at < before, ~written
    )
    return session().scalars(due.distinct().order_by(Notice.person_id)).all()
