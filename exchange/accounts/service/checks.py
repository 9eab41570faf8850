"""What moderators decide about businesses and permits: with reasons, never about their own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from exchange.accounts import letters, policy, queries
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import deciding
from exchange.accounts.measures import letters as measure_letters
from exchange.accounts.measures.models import AccountMeasure, MeasureGround, MeasureKind
from exchange.accounts.measures.noting import Concerned, Reasons, note_lifted, note_measure
from exchange.accounts.models import Business, Permit, Site, Standing, Verification
from exchange.accounts.service.sign_ins import end_sign_ins_for
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable, ensure


def verify_business(business_id: UUID, *, by: UUID, at: datetime) -> Business:
    """Somebody has checked who stands behind the number. Also lifts an earlier refusal."""
    deciding(CaseKind.BUSINESS, business_id, by=by, at=at)
    change = {"verification": Verification.VERIFIED, "verification_reason": ""}
    business = _decide(business_id, Business.verification != Verification.VERIFIED, change, by)
    note_lifted(business_id, MeasureKind.REFUSED, by=by, at=at)
    _tell(business, "verified", lambda: _("%(company)s is verified", company=business.name), "", by=by, at=at)
    return business


def refuse_business(
    business_id: UUID, *, by: UUID, at: datetime, reason: str, reasons: Reasons | None = None
) -> AccountMeasure:
    """The number or the authority of its people could not be confirmed; the reason reaches them.

    ``reasons`` where more is known than the words: the ground, and whether a notice led to it.
    """
    deciding(CaseKind.BUSINESS, business_id, by=by, at=at)
    change = {"verification": Verification.REFUSED, "verification_reason": _needed(reason)}
    business = _decide(business_id, Business.verification != Verification.REFUSED, change, by)
    measure = _noted(business, MeasureKind.REFUSED, reasons or Reasons(MeasureGround.IDENTITY, reason), by, at)
    _tell(business, "refused", _saying("refused", business), reason, by=by, at=at)
    return measure


def suspend_business(
    business_id: UUID, *, by: UUID, at: datetime, reason: str, reasons: Reasons | None = None
) -> AccountMeasure:
    """It reads, but trades no more, from its next request on; its matches go with the next computation.

    Whoever acts for it is signed out: they read what happened when they come back in.
    """
    change = {"standing": Standing.SUSPENDED, "standing_reason": _needed(reason)}
    business = _decide(business_id, Business.standing == Standing.ACTIVE, change, by)
    measure = _noted(business, MeasureKind.SUSPENDED, reasons or Reasons(MeasureGround.CONDUCT, reason), by, at)
    end_sign_ins_for(business_id, at=at)
    _have_followed(business)
    _tell(business, "suspended", _saying("suspended", business), reason, by=by, at=at)
    return measure


def restore_business(business_id: UUID, *, by: UUID, at: datetime) -> Business:
    """It trades again."""
    change = {"standing": Standing.ACTIVE, "standing_reason": ""}
    business = _decide(business_id, Business.standing == Standing.SUSPENDED, change, by)
    note_lifted(business_id, MeasureKind.SUSPENDED, by=by, at=at)
    _have_followed(business)
    _tell(business, "restored", _saying("restored", business), "", by=by, at=at)
    return business


def reopen_business(business_id: UUID, *, by: UUID, at: datetime) -> Business:
    """The refusal of its verification is taken back: it waits to be looked at again."""
    change = {"verification": Verification.UNVERIFIED, "verification_reason": ""}
    business = _decide(business_id, Business.verification == Verification.REFUSED, change, by)
    note_lifted(business_id, MeasureKind.REFUSED, by=by, at=at)
    _tell(business, "reopened", _saying("reopened", business), "", by=by, at=at)
    return business


def verify_permit(permit_id: UUID, *, by: UUID, at: datetime) -> Permit:
    """A moderator has seen the paper: from now on the site may take those codes."""
    deciding(CaseKind.PERMIT, permit_id, by=by, at=at)
    permit = _judge(permit_id, {"verified_at": at, "verified_by": by}, by)
    defer(Job.FOLLOW_SITE, lock=f"site:{permit.site_id}", site_id=str(permit.site_id))
    _tell_permit(permit, "permit_verified", "", by=by, at=at)
    return permit


def refuse_permit(permit_id: UUID, *, by: UUID, at: datetime, reason: str) -> Permit:
    """The paper does not say what was stated; the reason reaches the holder, who may state it again.

    Nothing was permitted by it before, so no match is touched.
    """
    deciding(CaseKind.PERMIT, permit_id, by=by, at=at)
    permit = _judge(permit_id, {"refused_at": at, "refusal_reason": _needed(reason)}, by)
    _tell_permit(permit, "permit_refused", reason, by=by, at=at)
    return permit


def open_paper(permit_id: UUID, *, by: UUID, at: datetime) -> Permit:
    """A moderator looks at the act of somebody else's permit; the journal keeps who did, and when.

    Raises NotFound where there is none, Forbidden for one's own company's.
    """
    permit = queries.permit_with_paper(permit_id)
    if permit is None:
        raise NotFound
    _ensure_not_own(permit.site.business_id, by)
    happened("permit", permit_id, "paper_opened", at=at, by=by)
    return permit


def _decide(business_id: UUID, may_change: sa.ColumnElement[bool], change: dict[str, Any], by: UUID) -> Business:
    """Raises NotFound, Forbidden for one's own business, Conflict when somebody decided the same before."""
    business = queries.business(business_id)
    if business is None:
        raise NotFound
    _ensure_not_own(business_id, by)
    row = sa.update(Business).where(Business.id == business_id, may_change).values(change)
    if session().execute(row.returning(Business.id)).first() is None:
        raise _decided_already()
    session().refresh(business)
    return business


def _noted(business: Business, kind: MeasureKind, reasons: Reasons, by: UUID, at: datetime) -> AccountMeasure:
    number = f"{business.registration_kind} {business.registration_number}"
    facts = {"name": business.name, "number": number, "verification": business.verification}
    return note_measure(Concerned(business_id=business.id), kind, reasons, facts, by=by, at=at)


def _have_followed(business: Business) -> None:
    for job in (Job.FOLLOW_BUSINESS, Job.FOLLOW_STANDING):
        defer(job, lock=f"business:{business.id}", business_id=str(business.id))


def _judge(permit_id: UUID, change: dict[str, Any], by: UUID) -> Permit:
    with_holder = sa.select(Permit).where(Permit.id == permit_id)
    with_holder = with_holder.options(joinedload(Permit.site).joinedload(Site.business))
    permit = session().scalar(with_holder)
    if permit is None:
        raise NotFound
    _ensure_not_own(permit.site.business_id, by)
    waiting = sa.update(Permit).where(Permit.id == permit_id, Permit.verified_at.is_(None), Permit.refused_at.is_(None))
    if session().execute(waiting.values(change).returning(Permit.id)).first() is None:
        raise _decided_already()
    session().refresh(permit, change.keys())
    return permit


def _ensure_not_own(business_id: UUID, by: UUID) -> None:
    words = _("This is your own company: another moderator has to decide.")
    ensure(policy.may_judge(is_member=queries.role_of(by, business_id) is not None), "own_company", words)


def _decided_already() -> Conflict:
    return Conflict("decided_already", _("Somebody has decided this meanwhile."))


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Unprocessable("no_reason", _("Say why: the company will read it."))
    return reason


def _saying(verb: str, business: Business) -> Callable[[], str]:
    return {
        "refused": lambda: _("%(company)s could not be verified", company=business.name),
        "suspended": lambda: _("%(company)s is suspended", company=business.name),
        "restored": lambda: _("%(company)s may trade again", company=business.name),
        "reopened": lambda: _("The verification of %(company)s is open again", company=business.name),
    }[verb]


def _tell(business: Business, verb: str, subject: Callable[[], str], reason: str, *, by: UUID, at: datetime) -> None:
    write = measure_letters.measured if reason else letters.decided
    write(queries.managers_of(business.id), subject, reason, key=str(new_id()))
    happened("business", business.id, verb, at=at, by=by, reason=reason)


def _tell_permit(permit: Permit, verb: str, reason: str, *, by: UUID, at: datetime) -> None:
    facts = {"reference": permit.reference, "site": permit.site.name}

    def subject() -> str:
        if reason:
            return _("The permit %(reference)s of %(site)s was refused", **facts)
        return _("The permit %(reference)s of %(site)s is verified", **facts)

    letters.decided(queries.managers_of(permit.site.business_id), subject, reason, key=str(new_id()))
    happened("permit", permit.id, verb.removeprefix("permit_"), at=at, by=by, reason=reason)
