"""Objecting to a decision within six months, and a second look by somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import deciding
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.moderation import policy, queries, service
from exchange.moderation.appeals.models import Appeal, AppealOutcome
from exchange.moderation.appeals.queries import appeal
from exchange.moderation.models import Review, StatementOfReasons
from exchange.notices import service as notices

APPEAL_LASTS = timedelta(days=183)
"""Regulation (EU) 2022/2065, article 20(1): at least six months after the decision was told."""


def object_to(statement_id: UUID, words: str, *, by: UUID, business_id: UUID, at: datetime) -> UUID:
    """The company concerned says why a decision is wrong; once.

    ``words``: 1 to 4,000 characters. Raises NotFound for others, Conflict when it is too late or was done already.
    """
    statement, review = decided(statement_id)
    if statement.business_id != business_id:
        raise NotFound
    if is_too_late(statement, at):
        raise Conflict("appeal_too_late", _("Decisions can be objected to for six months. That time is over."))
    row = insert(Appeal).values(
        id=new_id(), statement_id=statement.id, business_id=business_id, made_by=by, made_at=at, words=words,
        first_decided_by=review.decided_by,
    )  # fmt: skip
    made: UUID | None = session().scalar(
        row.on_conflict_do_nothing(index_elements=["statement_id"]).returning(Appeal.id)
    )
    if made is None:
        raise Conflict("appealed_already", _("Your company has objected already: somebody will look at it."))
    _note(review, "appealed", made, by, at)
    return made


def is_too_late(statement: StatementOfReasons, at: datetime) -> bool:
    """Whether the time to object is over."""
    return at > statement.made_at + APPEAL_LASTS


def decide(appeal_id: UUID, outcome: AppealOutcome, answer: str, *, by: UUID, at: datetime) -> Appeal:
    """Somebody else looks again, and says why (1 to 4,000 characters). The company is told.

    A listing that its holder has not touched since is shown again where the decision was wrong. Raises NotFound;
    Forbidden for one's own company or decision; Conflict when it was decided meanwhile.
    """
    one = ensure_open(appeal(appeal_id, is_locked=True), by=by)
    deciding(CaseKind.APPEAL, appeal_id, by=by, at=at)
    statement, review = decided(one.statement_id)
    one.outcome, one.answer, one.decided_by, one.decided_at = outcome, answer, by, at
    session().flush()
    _note(review, f"appeal_{outcome}", one.id, by, at)
    if outcome is AppealOutcome.REVERSED:
        service.reinstate(review, by=by, at=at)
        defer(Job.TELL_REPORTER, reasons_id=str(statement.id))
    notices.tell_business(
        one.business_id, "appeal_decided", at=at, path=f"/statements/{statement.id}", dedupe_key=f"appeal:{one.id}",
        title=statement.facts["title"], outcome=outcome,
    )  # fmt: skip
    return one


def ensure_open(found: Appeal | None, *, by: UUID) -> Appeal:
    """The objection, if it waits and this person may decide it. Raises as ``decide``."""
    if found is None:
        raise NotFound
    others = policy.may_decide(queries.business_ids_of(by), found.business_id)
    ensure(others, "own_company", _("This is your own company's listing: somebody else has to decide."))
    ensure(by != found.first_decided_by, "own_decision", _("You made the decision: somebody else has to look again."))
    if found.outcome is not None:
        raise Conflict("decided", _("Somebody has decided this already."))
    return found


def decided(statement_id: UUID) -> tuple[StatementOfReasons, Review]:
    """A statement with the decision that it explains. Raises NotFound, also where a person has yet to decide."""
    statement, review = queries.statement(statement_id) or (None, None)
    if statement is None or review is None:
        raise NotFound
    return statement, review


def _note(review: Review, verb: str, appeal_id: UUID, by: UUID, at: datetime) -> None:
    journal.record(review.listing_kind, review.listing_id, verb, at=at, by=by, appeal_id=appeal_id)
