"""Reading notices of content and the objections to what came of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.measures.models import AccountMeasure, MeasureOutcome
from exchange.accounts.models import Business
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.moderation.appeals.models import Appeal, AppealOutcome
from exchange.moderation.notices.models import ContentNotice, NoticeObjection

REPORTER_OPENED = "reporter_opened"
"""The word of the journal for a moderator's look at who reported something."""


class Waiting(NamedTuple):
    """A notice of the queue, with the company whose content it is, and whether it is an objection that waits."""

    notice: ContentNotice
    company: str
    is_objection: bool


def notice(notice_id: UUID, *, is_locked: bool = False) -> ContentNotice | None:
    """One notice; behind a lock on its row where it is to be decided, so that of two moderators one decides."""
    rows = sa.select(ContentNotice).where(ContentNotice.id == notice_id)
    if is_locked:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session().scalar(rows)


def objection_to(notice_id: UUID, *, is_locked: bool = False) -> NoticeObjection | None:
    """The objection to what came of a notice."""
    rows = sa.select(NoticeObjection).where(NoticeObjection.notice_id == notice_id)
    if is_locked:
        rows = rows.with_for_update().execution_options(populate_existing=True)
    return session().scalar(rows)


def waiting(most: int) -> Sequence[Waiting]:
    """What nobody has decided, and objections that nobody has judged, the oldest first."""
    rows = _waiting(ContentNotice, Business.name, NoticeObjection.id.is_not(None) & ContentNotice.outcome.is_not(None))
    since = sa.case((ContentNotice.outcome.is_(None), ContentNotice.made_at), else_=NoticeObjection.made_at)
    return [
        Waiting(row[0], row[1], row[2]) for row in session().execute(rows.order_by(since, ContentNotice.id).limit(most))
    ]


def waiting_count() -> int:
    """How many there are."""
    return session().scalar(_waiting(sa.func.count())) or 0


def led_to(reasons_id: UUID) -> Sequence[ContentNotice]:
    """The notices that led to a statement of reasons, or to a measure about a company."""
    led = sa.or_(ContentNotice.statement_id == reasons_id, ContentNotice.measure_id == reasons_id)
    return session().scalars(sa.select(ContentNotice).where(led)).all()


def undone_at(one: ContentNotice) -> datetime | None:
    """When an objection of the other side was right, so that what came of the notice holds no more."""
    of_listing = sa.select(Appeal.decided_at).where(
        Appeal.statement_id == one.statement_id, Appeal.outcome == AppealOutcome.REVERSED
    )
    of_company = sa.select(AccountMeasure.appeal_decided_at).where(
        AccountMeasure.id == one.measure_id, AccountMeasure.appeal_outcome == MeasureOutcome.REVERSED
    )
    return session().scalar(of_listing if one.statement_id else of_company)


def about_the_same(one: ContentNotice, most: int) -> Sequence[ContentNotice]:
    """Other notices about the same content, newest first."""
    same = (
        ContentNotice.content_kind == one.content_kind, ContentNotice.content_id == one.content_id,
        ContentNotice.id != one.id,
    )  # fmt: skip
    rows = sa.select(ContentNotice).where(*same).order_by(ContentNotice.made_at.desc(), ContentNotice.id)
    return session().scalars(rows.limit(most)).all()


def has_opened_reporter(notice_id: UUID, person_id: UUID) -> bool:
    """Whether the journal says that somebody has looked who reported this."""
    looked = sa.exists().where(
        JournalEntry.subject == "content_notice", JournalEntry.subject_id == notice_id,
        JournalEntry.verb == REPORTER_OPENED, JournalEntry.actor_id == person_id,
    )  # fmt: skip
    return bool(session().scalar(sa.select(looked)))


def company_of(one: ContentNotice) -> Business:
    """Whose content it is."""
    return session().get_one(Business, one.business_id)


def _waiting(*what: Any) -> sa.Select[Any]:
    rows: sa.Select[Any] = sa.select(*what).select_from(ContentNotice)
    rows = rows.join(Business, Business.id == ContentNotice.business_id)
    open_objection = sa.and_(NoticeObjection.notice_id == ContentNotice.id, NoticeObjection.outcome.is_(None))
    rows = rows.outerjoin(NoticeObjection, open_objection)
    return rows.where(sa.or_(ContentNotice.outcome.is_(None), NoticeObjection.id.is_not(None)))
