"""Suspending people, lifting measures, objecting to them, and a second look by somebody else."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts import policy
from exchange.accounts import queries as accounts
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import deciding
from exchange.accounts.measures import letters, queries
from exchange.accounts.measures.models import AccountMeasure, MeasureKind, MeasureOutcome
from exchange.accounts.measures.noting import Concerned, Reasons, note_measure
from exchange.accounts.models import Person
from exchange.accounts.service import checks
from exchange.accounts.service.sign_ins import end_sign_ins_of
from exchange.kernel.clock import day_of
from exchange.kernel.happenings import happened
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure

APPEAL_LASTS = timedelta(days=183)
"""Regulation (EU) 2022/2065, article 20(1): at least six months after the decision was told."""


def suspend_person(
    person_id: UUID, reasons: Reasons, *, until: datetime | None, by: UUID, at: datetime
) -> AccountMeasure:
    """Every stay ends; from the next request on the person reads why, and nothing else.

    Raises NotFound; Forbidden for oneself; Conflict for who has an office, or is suspended already.
    """
    person = queries.person_held(person_id)
    if person is None:
        raise NotFound
    ensure(person_id != by, "oneself", _("Nobody decides about their own account."))
    if person.staff_role is not None:
        raise Conflict("has_office", _("This person runs the exchange: take the office back first."))
    if queries.suspension_of(person_id, at=at) is not None:
        raise _decided_already()
    facts = {"name": person.name, "since": day_of(person.created_at).isoformat()}
    about = Concerned(person_id=person_id)
    measure = note_measure(about, MeasureKind.SUSPENDED, reasons, facts, by=by, at=at, until=until)
    end_sign_ins_of(person_id, at=at)
    letters.suspended(person, measure, until)
    _happened(measure, "suspended", by, at, ground=reasons.ground, reason=reasons.explanation, until=until)
    return measure


def lift(measure_id: UUID, *, by: UUID, at: datetime) -> AccountMeasure:
    """It holds no more. Raises NotFound; Forbidden for oneself or one's own company; Conflict when it was lifted."""
    measure = _held(measure_id)
    _ensure_others(measure, by)
    _lift(measure, by, at)
    return measure


def object_to(measure_id: UUID, words: str, *, by: UUID, at: datetime) -> None:
    """Whom it concerns says why it is wrong (1 to 4,000 characters), once, within six months.

    For a company its managers do. Raises NotFound for others, Conflict when it is too late or was done already.
    """
    measure = _held(measure_id)
    if measure.person_id != by and measure.business_id not in queries.managed_by(by):
        raise NotFound
    if is_too_late(measure, at):
        raise Conflict("appeal_too_late", _("Decisions can be objected to for six months. That time is over."))
    if measure.appealed_at is not None:
        raise Conflict("appealed_already", _("There is an objection already: somebody will look at it."))
    measure.appealed_by, measure.appealed_at, measure.appeal_words = by, at, words
    session().flush()
    _happened(measure, "appealed", by, at)


def is_too_late(measure: AccountMeasure, at: datetime) -> bool:
    """Whether the time to object is over."""
    return at > measure.made_at + APPEAL_LASTS


def judge(measure_id: UUID, outcome: MeasureOutcome, answer: str, *, by: UUID, at: datetime) -> AccountMeasure:
    """Somebody else looks again, and says why (1 to 4,000 characters); whom it concerns is told.

    Raises NotFound; Forbidden for one's own measure, account or company; Conflict when it was judged meanwhile.
    """
    measure = ensure_open(queries.measure(measure_id, is_locked=True), by=by)
    deciding(CaseKind.MEASURE, measure_id, by=by, at=at)
    measure.appeal_outcome, measure.appeal_answer = outcome, answer
    measure.appeal_decided_by, measure.appeal_decided_at = by, at
    session().flush()
    _happened(measure, f"appeal_{outcome}", by, at, answer=answer)
    if outcome is MeasureOutcome.REVERSED:
        defer(Job.TELL_REPORTER, reasons_id=str(measure.id))
        if measure.lifted_at is None:
            _lift(measure, by, at)
    letters.judged(_people(measure), measure, letters.outcome_words(measure))
    return measure


def ensure_open(found: AccountMeasure | None, *, by: UUID) -> AccountMeasure:
    """The measure, if an objection waits and this person may judge it. Raises as ``judge``."""
    if found is None:
        raise NotFound
    _ensure_others(found, by)
    ensure(by != found.made_by, "own_decision", _("You made the decision: somebody else has to look again."))
    if found.appealed_at is None:
        raise Conflict("not_appealed", _("Nobody has objected to this."))
    if found.appeal_outcome is not None:
        raise _decided_already()
    return found


def _held(measure_id: UUID) -> AccountMeasure:
    measure = queries.measure(measure_id, is_locked=True)
    if measure is None:
        raise NotFound
    return measure


def _ensure_others(measure: AccountMeasure, by: UUID) -> None:
    ensure(measure.person_id != by, "oneself", _("Nobody decides about their own account."))
    own = measure.business_id is not None and accounts.role_of(by, measure.business_id) is not None
    words = _("This is your own company: another moderator has to decide.")
    ensure(policy.may_judge(is_member=own), "own_company", words)


def _lift(measure: AccountMeasure, by: UUID, at: datetime) -> None:
    if measure.lifted_at is not None:
        raise _decided_already()
    if measure.business_id is not None:
        restore = {MeasureKind.SUSPENDED: checks.restore_business, MeasureKind.REFUSED: checks.reopen_business}
        restore[measure.kind](measure.business_id, by=by, at=at)
        session().refresh(measure)
        return
    measure.lifted_at, measure.lifted_by = at, by
    session().flush()
    for person in _people(measure):
        letters.lifted(person, measure)
    _happened(measure, "lifted", by, at)


def _people(measure: AccountMeasure) -> list[Person]:
    """Who is told."""
    if measure.business_id is not None:
        return accounts.managers_of(measure.business_id)
    return [session().get_one(Person, measure.person_id)]


def _happened(measure: AccountMeasure, verb: str, by: UUID, at: datetime, **details: Any) -> None:
    subject = "business" if measure.business_id else "person"
    about = measure.business_id or measure.person_id
    if about is not None:
        happened(subject, about, verb, at=at, by=by, measure_id=measure.id, **details)


def _decided_already() -> Conflict:
    return Conflict("decided_already", _("Somebody has decided this meanwhile."))
