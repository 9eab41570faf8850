"""Every kind of case: whether one waits for this person, and where it is decided."""

from collections.abc import Callable
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from exchange.accounts import policy as account_policy
from exchange.accounts import queries as accounts
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.measures import queries as measures
from exchange.accounts.measures import service as measure_service
from exchange.deals.claims import queries as claims
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, ensure
from exchange.moderation import queries, service
from exchange.moderation.appeals import queries as appeals
from exchange.moderation.appeals import service as appeal_service
from exchange.moderation.models import ListingKind
from exchange.moderation.notices import queries as notices
from exchange.moderation.notices import service as notice_service


def ensure_waits(kind: CaseKind, case_id: UUID, *, by: UUID, may_administer: bool) -> None:
    """Raises NotFound, Forbidden for what this person must not decide, Conflict for what is decided already."""
    if kind is CaseKind.CLAIM and not may_administer:
        raise Forbidden
    _ENSURE[kind](case_id, by)


def page_of(kind: CaseKind, case_id: UUID) -> str:
    """Where the case is looked at and decided."""
    return _PAGES[kind](case_id)


def _offer(case_id: UUID, by: UUID) -> None:
    service.ensure_open(ListingKind.OFFER, queries.listing(ListingKind.OFFER, case_id), by=by)


def _need(case_id: UUID, by: UUID) -> None:
    service.ensure_open(ListingKind.NEED, queries.listing(ListingKind.NEED, case_id), by=by)


def _business(case_id: UUID, by: UUID) -> None:
    if accounts.business(case_id) is None:
        raise NotFound
    _ensure_not_own(case_id, by)
    if accounts.business_waiting(case_id) is None:
        raise decided_already()


def _permit(case_id: UUID, by: UUID) -> None:
    business_id = queries.holder_of_permit(case_id)
    if business_id is None:
        raise NotFound
    _ensure_not_own(business_id, by)
    if accounts.permit_waiting(case_id) is None:
        raise decided_already()


def _notice(case_id: UUID, by: UUID) -> None:
    notice = notices.notice(case_id)
    if notice is not None and notice.outcome is not None:
        notice_service.ensure_judgeable(notice, notices.objection_to(case_id), by=by)
        return
    notice_service.ensure_open(notice, by=by)


def _appeal(case_id: UUID, by: UUID) -> None:
    appeal_service.ensure_open(appeals.appeal(case_id), by=by)


def _measure(case_id: UUID, by: UUID) -> None:
    measure_service.ensure_open(measures.measure(case_id), by=by)


def _claim(case_id: UUID, by: UUID) -> None:
    sides = claims.sides_to_judge(case_id)
    if sides is None:
        raise NotFound
    is_theirs = not claims.businesses_of(by) & set(sides)
    ensure(is_theirs, "own_company", _("Somebody else decides about your own company."))


def _ensure_not_own(business_id: UUID, by: UUID) -> None:
    words = _("This is your own company: another moderator has to decide.")
    is_member = accounts.role_of(by, business_id) is not None
    ensure(account_policy.may_judge(is_member=is_member), "own_company", words)


def decided_already() -> Conflict:
    """What somebody else was quicker to decide."""
    return Conflict("decided", _("Somebody has decided this already."))


_ENSURE: dict[CaseKind, Callable[[UUID, UUID], None]] = {
    CaseKind.OFFER: _offer, CaseKind.NEED: _need, CaseKind.BUSINESS: _business, CaseKind.PERMIT: _permit,
    CaseKind.NOTICE: _notice, CaseKind.APPEAL: _appeal, CaseKind.MEASURE: _measure, CaseKind.CLAIM: _claim,
}  # fmt: skip
_PAGES: dict[CaseKind, Callable[[UUID], str]] = {
    CaseKind.OFFER: lambda case_id: f"/offers/{case_id}",
    CaseKind.NEED: lambda case_id: f"/needs/{case_id}",
    CaseKind.BUSINESS: lambda case_id: url_for("check_queues.businesses", _anchor=f"case-{case_id}"),
    CaseKind.PERMIT: lambda case_id: url_for("check_queues.permits", _anchor=f"case-{case_id}"),
    CaseKind.NOTICE: lambda case_id: url_for("desk_reports.show", notice_id=case_id),
    CaseKind.APPEAL: lambda case_id: url_for("appeals.show", appeal_id=case_id),
    CaseKind.MEASURE: lambda case_id: url_for("desk_measures.show", measure_id=case_id),
    CaseKind.CLAIM: lambda case_id: url_for("desk_claims.show", claim_id=case_id),
}
