"""Drafts: kept as often as their form says, ended once. The form's own id makes the same draft out of every save."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings.models import ListingDraft
from exchange.listings.search.criteria import Kind
from exchange.listings.service.holding import let_photos_go


class DraftEnded(Conflict):
    """The form was sent or thrown away before; what was typed now is still there."""

    def __init__(self) -> None:
        words = _("This draft was posted or deleted meanwhile. Send it again to post it anew.")
        super().__init__("draft_ended", words)


MOST_OF_A_BUSINESS = 100
"""A soft limit: two saves at the same moment may pass it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form as far as it is filled in: texts by the fields' names, and the language of its numbers."""

    kind: Kind
    title: str
    answers: dict[str, list[str]]
    language: str


def keep_draft(
    draft_id: UUID, filling: Filling, *, by: UUID, business_id: UUID, at: datetime, copied_from: UUID | None = None
) -> None:
    """Store a form half filled in; a second save of the same form replaces the first.

    Raises DraftEnded when it was posted or deleted meanwhile, Conflict when the business keeps too many, NotFound for
    others'.
    """
    typed = {"title": filling.title, "answers": filling.answers, "language": filling.language}
    changed = {**typed, "changed_by": by, "changed_at": at}
    row = insert(ListingDraft).values(
        id=draft_id, business_id=business_id, kind=filling.kind, created_at=at, **changed
    )  # fmt: skip
    saved: sa.Executable = row.on_conflict_do_update(
        index_elements=["id"], set_=changed, where=_still_open(business_id, filling.kind)
    ).returning(sa.literal_column("xmax = 0"))
    is_new = session().scalar(saved)
    if is_new is None:
        raise _why_not(draft_id, business_id)
    if is_new:
        _ensure_few(business_id)
        journal.record(
            "draft", draft_id, "drafted", at=at, by=by, business_id=business_id, title=filling.title,
            copied_from=copied_from,
        )  # fmt: skip


def draft_posted(draft_id: UUID, kind: Kind, title: str, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """The form was sent: nobody resumes it, and nobody posts it a second time.

    A form that was never kept leaves its mark, too: a save that was under way comes too late then.
    Raises DraftEnded when it was posted or deleted before, NotFound for others'.
    """
    ended = {"answers": {}, "title": title, "changed_by": by, "changed_at": at, "ended_at": at}
    row = insert(ListingDraft).values(
        id=draft_id, business_id=business_id, kind=kind, created_at=at, language="en", **ended
    )  # fmt: skip
    marked = row.on_conflict_do_update(index_elements=["id"], set_=ended, where=_still_open(business_id, kind))
    if session().scalar(marked.returning(ListingDraft.id)) is None:
        raise _why_not(draft_id, business_id)


def delete_draft(draft_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Throw a draft away. Raises NotFound for others' and for what is gone already."""
    mine = sa.update(ListingDraft).where(
        ListingDraft.id == draft_id, ListingDraft.business_id == business_id, ListingDraft.ended_at.is_(None)
    )
    gone: dict[str, Any] = {"answers": {}, "changed_by": by, "changed_at": at, "ended_at": at}
    if session().scalar(mine.values(gone).returning(ListingDraft.id)) is None:
        raise NotFound
    let_photos_go(draft_id, business_id=business_id)
    journal.record("draft", draft_id, "deleted", at=at, by=by, business_id=business_id)


def _still_open(business_id: UUID, kind: Kind) -> sa.ColumnElement[bool]:
    same = sa.and_(ListingDraft.business_id == business_id, ListingDraft.kind == kind)
    return sa.and_(same, ListingDraft.ended_at.is_(None))


def _why_not(draft_id: UUID, business_id: UUID) -> Conflict | NotFound:
    row = session().get(ListingDraft, draft_id, populate_existing=True)
    if row is None or row.business_id != business_id or row.ended_at is None:
        return NotFound()
    return DraftEnded()


def _ensure_few(business_id: UUID) -> None:
    mine = sa.select(sa.func.count()).where(ListingDraft.business_id == business_id, ListingDraft.ended_at.is_(None))
    if (session().scalar(mine) or 0) > MOST_OF_A_BUSINESS:
        most = MOST_OF_A_BUSINESS
        raise Conflict("too_many_drafts", _("You keep %(most)s drafts already. Post or delete some first.", most=most))
