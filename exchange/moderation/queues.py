"""The queues of the desk in numbers: how many wait, since when, how many somebody has, how long decisions take.

Each queue is two questions to the rows themselves, what waits and what people decided, so that no counter can
drift; all queues are asked in one statement each.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from exchange.accounts.cases.models import CaseKind, CaseLease
from exchange.accounts.measures.models import AccountMeasure
from exchange.accounts.models import Business, Permit
from exchange.accounts.queries.companies import unverified
from exchange.accounts.queries.sites import unchecked
from exchange.deals.core.claims import ClaimState, ClaimVerb
from exchange.deals.models import Claim, ClaimWord
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.moderation import queries
from exchange.moderation.appeals.models import Appeal
from exchange.moderation.models import ListingKind, Review
from exchange.moderation.notices.models import ContentNotice, NoticeObjection

Column = sa.SQLColumnExpression[Any]
Select = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: what waits (kind, id, since) and what people decided (since, at)."""

    name: str
    waiting: Callable[[], list[Select]]
    decided: Callable[[], list[Select]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, the oldest since when, and how many of them somebody has taken."""

    count: int
    oldest: datetime
    taken: int


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """How long people's decisions took, in hours: half of them at most the one, nine of ten at most the other."""

    decisions: int
    median_h: float
    nine_of_ten_h: float


def waiting(queues: Collection[Queue], *, at: datetime) -> dict[str, Waiting]:
    """The queues in which something waits, by name."""
    rows = _together(queues, lambda queue: queue.waiting(), ("kind", "case_id", "since"))
    is_taken = sa.and_(CaseLease.kind == rows.c.kind, CaseLease.case_id == rows.c.case_id, CaseLease.until > at)
    counted = sa.select(rows.c.queue, sa.func.count(), sa.func.min(rows.c.since), sa.func.count(CaseLease.case_id))
    counted = counted.select_from(rows.outerjoin(CaseLease, is_taken)).group_by(rows.c.queue)
    return {name: Waiting(count, oldest, taken) for name, count, oldest, taken in session().execute(counted)}


def service_times(queues: Collection[Queue], *, since: datetime) -> dict[str, ServiceTimes]:
    """Of what people decided since then, by queue; queues without any decision are left out."""
    rows = _together(queues, lambda queue: queue.decided(), ("since", "at"))
    hours = sa.func.extract("epoch", rows.c.at - rows.c.since) / 3600
    shares = [sa.func.percentile_cont(share).within_group(hours) for share in (0.5, 0.9)]
    made = sa.select(rows.c.queue, sa.func.count(), *shares).where(rows.c.at >= since).group_by(rows.c.queue)
    return {name: ServiceTimes(count, float(half), float(most)) for name, count, half, most in session().execute(made)}


def _together(queues: Collection[Queue], asked: Callable[[Queue], list[Select]], names: tuple[str, ...]) -> sa.Subquery:
    parts = []
    for queue in queues:
        for part in asked(queue):
            found = part.subquery()
            columns = [column.label(name) for column, name in zip(found.c, names, strict=True)]
            parts.append(sa.select(sa.literal(queue.name).label("queue"), *columns))
    return sa.union_all(*parts).subquery()


def _kind(kind: CaseKind) -> sa.ColumnElement[str]:
    return sa.literal(kind.value).label("kind")


def _listings_waiting() -> list[Select]:
    return [
        sa.select(_kind(CaseKind(kind)), queries.LISTINGS[kind].id, queries.since(kind)).where(queries.waits(kind))
        for kind in ListingKind
    ]


def _listings_decided() -> list[Select]:
    return [sa.select(Review.waiting_since, Review.decided_at).where(Review.decided_by.is_not(None))]


def _businesses_waiting() -> list[Select]:
    since = _open_since(sa.literal(None, sa.DateTime(timezone=True)))
    return [unverified().with_only_columns(_kind(CaseKind.BUSINESS), Business.id, since)]


def _businesses_decided() -> list[Select]:
    made = sa.select(_open_since(JournalEntry.at), JournalEntry.at).select_from(JournalEntry)
    made = made.join(Business, Business.id == JournalEntry.subject_id)
    return [made.where(JournalEntry.subject == "business", JournalEntry.verb.in_(("verified", "refused")))]


def _open_since(before: Column) -> sa.ColumnElement[datetime]:
    """Since a company came, or since its verification was opened again before a moment."""
    entry = aliased(JournalEntry)
    again = sa.select(sa.func.max(entry.at)).where(
        entry.subject == "business", entry.subject_id == Business.id, entry.verb == "reopened",
        sa.or_(before.is_(None), entry.at < before),
    )  # fmt: skip
    return sa.func.coalesce(again.correlate(Business, JournalEntry).scalar_subquery(), Business.created_at)


def _permits_waiting() -> list[Select]:
    return [unchecked().with_only_columns(_kind(CaseKind.PERMIT), Permit.id, Permit.created_at)]


def _permits_decided() -> list[Select]:
    decided_at = sa.func.coalesce(Permit.verified_at, Permit.refused_at)
    return [sa.select(Permit.created_at, decided_at).where(decided_at.is_not(None))]


def _notices_waiting() -> list[Select]:
    """Notices, and objections to what came of them."""
    fresh = sa.select(_kind(CaseKind.NOTICE), ContentNotice.id, ContentNotice.made_at)
    again = sa.select(_kind(CaseKind.NOTICE), NoticeObjection.notice_id, NoticeObjection.made_at)
    return [fresh.where(ContentNotice.outcome.is_(None)), again.where(NoticeObjection.outcome.is_(None))]


def _appeals_waiting() -> list[Select]:
    return [sa.select(_kind(CaseKind.APPEAL), Appeal.id, Appeal.made_at).where(Appeal.outcome.is_(None))]


def _measures_waiting() -> list[Select]:
    """Objections to measures."""
    waits = AccountMeasure.appealed_at.is_not(None), AccountMeasure.appeal_outcome.is_(None)
    return [sa.select(_kind(CaseKind.MEASURE), AccountMeasure.id, AccountMeasure.appealed_at).where(*waits)]


def _claims_waiting() -> list[Select]:
    rows = sa.select(_kind(CaseKind.CLAIM), Claim.id, _escalated_at()).where(Claim.state == ClaimState.ESCALATED)
    return [rows]


def _claims_decided() -> list[Select]:
    made = sa.select(_escalated_at(), ClaimWord.at).select_from(Claim).join(ClaimWord, ClaimWord.claim_id == Claim.id)
    return [made.where(ClaimWord.verb == ClaimVerb.DECIDE)]


def _escalated_at() -> sa.ColumnElement[datetime]:
    word = aliased(ClaimWord)
    verbs = (ClaimVerb.ESCALATE, ClaimVerb.ESCALATE_BY_SILENCE)
    put = sa.select(sa.func.max(word.at)).where(word.claim_id == Claim.id, word.verb.in_(verbs))
    return put.correlate(Claim).scalar_subquery()


def _decided_of(since: Column, at: Column) -> Callable[[], list[Select]]:
    return lambda: [sa.select(since, at).where(at.is_not(None))]


LISTINGS = Queue("listings", _listings_waiting, _listings_decided)
OPEN_TO_STAFF = (
    LISTINGS,
    Queue("businesses", _businesses_waiting, _businesses_decided),
    Queue("permits", _permits_waiting, _permits_decided),
)
OF_MODERATORS = (
    Queue("notices", _notices_waiting, _decided_of(ContentNotice.made_at, ContentNotice.decided_at)),
    Queue("appeals", _appeals_waiting, _decided_of(Appeal.made_at, Appeal.decided_at)),
    Queue("measures", _measures_waiting, _decided_of(AccountMeasure.appealed_at, AccountMeasure.appeal_decided_at)),
)
OF_ADMINISTRATORS = (Queue("claims", _claims_waiting, _claims_decided),)
