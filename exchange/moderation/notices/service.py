"""Giving a notice, deciding about it once, objecting to what came of it once."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import deciding
from exchange.accounts.measures.models import FoundBy, MeasureGround
from exchange.accounts.measures.noting import Reasons as MeasureReasons
from exchange.accounts.service import refuse_business, suspend_business
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable, ensure
from exchange.moderation import policy, service
from exchange.moderation import queries as moderation
from exchange.moderation.models import Ground, ListingKind, Review
from exchange.moderation.notices import letters, queries
from exchange.moderation.notices.links import state_path
from exchange.moderation.notices.models import (
    ContentKind,
    ContentNotice,
    NoticeObjection,
    NoticeOutcome,
    NoticeReason,
    ObjectionOutcome,
)
from exchange.moderation.notices.snapshots import content_now
from exchange.moderation.service import Reasons

OBJECTION_LASTS = timedelta(days=183)
"""Regulation (EU) 2022/2065, article 20(1): at least six months after the decision was told."""
_DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A checked notice; ``name`` and ``email`` may be empty only where the law lets a notice go without."""

    kind: ContentKind
    content_id: UUID
    address: str
    reason: NoticeReason
    words: str
    name: str
    email: str
    reporter_id: UUID | None
    language: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided: words for the reporter, and for a measure its ground and words for the holder."""

    outcome: NoticeOutcome
    answer: str
    ground: str = ""
    explanation: str = ""


def give(draft: NoticeDraft, *, at: datetime) -> ContentNotice:
    """Keep the notice with what the page said at that moment, and send the receipt. Raises NotFound."""
    content = content_now(draft.kind, draft.content_id)
    if content is None:
        raise NotFound
    notice = ContentNotice(
        id=new_id(), number=_number(), content_kind=draft.kind, content_id=content.id, content_version=content.version,
        business_id=content.business_id, address=draft.address, content=content.says, reason=draft.reason,
        words=draft.words, name=draft.name, email=draft.email, reporter_id=draft.reporter_id, in_good_faith=True,
        language=draft.language, made_at=at, answer="",
    )  # fmt: skip
    session().add(notice)
    session().flush()
    _note(notice, "given", draft.reporter_id, at, reason=draft.reason)
    letters.received(notice, state_path(notice.id))
    return notice


def decide(notice_id: UUID, decision: Decision, *, by: UUID, at: datetime) -> ContentNotice:
    """Once: nothing, or a measure with its reasons. Both sides are told; the reported one never by whom.

    Raises NotFound; Forbidden for one's own company, notice or earlier decision; Conflict when it was decided, or the
    content is not shown any more; Unprocessable where the words for the holder name the reporter.
    """
    notice = ensure_open(queries.notice(notice_id, is_locked=True), by=by)
    deciding(CaseKind.NOTICE, notice_id, by=by, at=at)
    if decision.outcome is not NoticeOutcome.NOTHING:
        _ensure_names_nobody(notice, decision.explanation)
        _measure(notice, decision, by, at)
    notice.outcome, notice.answer = decision.outcome, decision.answer
    notice.decided_by, notice.decided_at = by, at
    session().flush()
    _note(
        notice, "decided", by, at, outcome=decision.outcome, answer=decision.answer, ground=decision.ground,
        explanation=decision.explanation, statement_id=notice.statement_id, measure_id=notice.measure_id,
    )  # fmt: skip
    letters.decided(notice, state_path(notice.id))
    return notice


def ensure_open(found: ContentNotice | None, *, by: UUID) -> ContentNotice:
    """The notice, if it waits and this person may decide it. Raises as ``decide``."""
    if found is None:
        raise NotFound
    _ensure_others(found, by)
    first = queries.objection_to(found.id)
    ensure(first is None or first.first_decided_by != by, "own_decision", _own_decision())
    if found.outcome is not None:
        raise Conflict("decided", _("Somebody has decided this already."))
    return found


def object_to(notice_id: UUID, words: str, *, at: datetime) -> None:
    """The reporter says why an answer is wrong (1 to 4,000 characters); once, within six months.

    Whoever holds the secret address is the reporter. Raises NotFound, Conflict.
    """
    notice = queries.notice(notice_id, is_locked=True)
    if notice is None:
        raise NotFound
    if notice.outcome is None or notice.decided_by is None or notice.decided_at is None:
        raise Conflict("not_decided", _("This has not been decided yet."))
    if at > notice.decided_at + OBJECTION_LASTS:
        raise Conflict("appeal_too_late", _("Decisions can be objected to for six months. That time is over."))
    row = insert(NoticeObjection).values(
        id=new_id(), notice_id=notice.id, made_at=at, words=words, first_outcome=notice.outcome,
        first_answer=notice.answer, first_decided_by=notice.decided_by,
    )  # fmt: skip
    fresh = row.on_conflict_do_nothing(index_elements=["notice_id"]).returning(NoticeObjection.id)
    if session().scalar(fresh) is None:
        raise Conflict("appealed_already", _("There is an objection already: somebody will look at it."))
    _note(notice, "objected", notice.reporter_id, at)


def judge(notice_id: UUID, outcome: ObjectionOutcome, answer: str, *, by: UUID, at: datetime) -> NoticeObjection:
    """Somebody else looks again and says why (1 to 4,000 characters); a wrong answer is undone and given anew.

    Raises NotFound; Forbidden for one's own company, notice or decision; Conflict when it was judged meanwhile.
    """
    notice = queries.notice(notice_id, is_locked=True)
    objection = ensure_judgeable(notice, queries.objection_to(notice_id, is_locked=True), by=by)
    deciding(CaseKind.NOTICE, notice_id, by=by, at=at)
    objection.outcome, objection.answer, objection.decided_by, objection.decided_at = outcome, answer, by, at
    session().flush()
    _note_about(objection, f"objection_{outcome}", by, at)
    if notice is not None:
        if outcome is ObjectionOutcome.REVERSED:
            _reopen(notice)
        letters.objection_judged(notice, objection, state_path(notice_id))
    return objection


def ensure_judgeable(notice: ContentNotice | None, found: NoticeObjection | None, *, by: UUID) -> NoticeObjection:
    """The objection, if it waits and this person may judge it. Raises as ``judge``."""
    if notice is None or found is None:
        raise NotFound
    _ensure_others(notice, by)
    ensure(found.first_decided_by != by, "own_decision", _own_decision())
    if found.outcome is not None:
        raise Conflict("decided", _("Somebody has decided this already."))
    return found


def open_reporter(notice_id: UUID, *, by: UUID, at: datetime) -> None:
    """Note that a moderator looks who reported something; from then on it is shown to them. Twice is noted once.

    Raises NotFound; Forbidden for one's own company or notice.
    """
    notice = queries.notice(notice_id, is_locked=True)
    if notice is None:
        raise NotFound
    _ensure_others(notice, by)
    if not queries.has_opened_reporter(notice.id, by):
        _note(notice, queries.REPORTER_OPENED, by, at)


def _measure(notice: ContentNotice, decision: Decision, by: UUID, at: datetime) -> None:
    if notice.content_kind is ContentKind.COMPANY:
        reasons = MeasureReasons(MeasureGround(decision.ground), decision.explanation, FoundBy.NOTICE)
        act = suspend_business if decision.outcome is NoticeOutcome.HIDDEN else refuse_business
        notice.measure_id = act(
            notice.business_id, by=by, at=at, reason=decision.explanation, reasons=reasons
        ).id  # fmt: skip
        return
    verb: Callable[..., Review] = service.hide if decision.outcome is NoticeOutcome.HIDDEN else service.take_down
    kind, why = ListingKind(notice.content_kind.value), Reasons(Ground(decision.ground), decision.explanation)
    notice.statement_id = verb(kind, notice.content_id, why, by=by, at=at).statement_id


def _reopen(notice: ContentNotice) -> None:
    """The first answer stays with the objection and in the journal."""
    notice.outcome = notice.decided_by = notice.decided_at = notice.statement_id = notice.measure_id = None
    notice.answer = ""
    session().flush()


def _ensure_others(notice: ContentNotice, by: UUID) -> None:
    others = policy.may_decide(moderation.business_ids_of(by), notice.business_id)
    ensure(others, "own_company", _("This is about your own company: somebody else has to decide."))
    ensure(notice.reporter_id != by, "own_notice", _("You reported this yourself: somebody else has to decide."))


def _ensure_names_nobody(notice: ContentNotice, explanation: str) -> None:
    """The holder reads these words: who reported it must not stand in them."""
    names = [part for part in (notice.email, notice.name) if len(part) >= _SHORTEST_NAME]
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", explanation, re.IGNORECASE):
            words = _("The company reads these words: take out the name and the address of who reported it.")
            raise Unprocessable("names_the_reporter", words)


def _own_decision() -> str:
    return _("You made the decision: somebody else has to look again.")


def _note(notice: ContentNotice, verb: str, by: UUID | None, at: datetime, **details: Any) -> None:
    journal.record(
        "content_notice", notice.id, verb, at=at, by=by, number=notice.number, content_kind=notice.content_kind,
        content_id=notice.content_id, **details,
    )  # fmt: skip


def _note_about(objection: NoticeObjection, verb: str, by: UUID, at: datetime) -> None:
    journal.record(
        "content_notice", objection.notice_id, verb, at=at, by=by, objection_id=objection.id, answer=objection.answer,
        first_outcome=objection.first_outcome, first_answer=objection.first_answer,
    )  # fmt: skip


def _number() -> str:
    """Eight signs that are not mistaken for one another on the telephone."""
    signs = "".join(secrets.choice(_DIGITS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"
