"""Companies to verify and permits to check: accounts decides, this is where moderators press."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.accounts import service
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.accounts.models import Business, Permit
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries
from exchange.moderation.forms import ReasonForm
from exchange.moderation.taking.known import decided_already
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("checks", __name__, url_prefix="/desk")


@bp.post("/businesses/<uuid:business_id>/verification")
@open_to(Audience.MODERATORS)
@once
def verify_business(business_id: UUID) -> ResponseReturnValue:
    """Somebody real stands behind the number."""
    with unit_of_work():
        service.verify_business(business_id, by=acting_person_id(), at=clock.now())
    return _done(_("Verified."))


@bp.get("/businesses/<uuid:business_id>/refusal")
@open_to(Audience.MODERATORS)
def business_reasons(business_id: UUID) -> ResponseReturnValue:
    """The company again, with the form for the reason."""
    return _business_form(_waiting_business(business_id), ReasonForm())


@bp.post("/businesses/<uuid:business_id>/refusal")
@open_to(Audience.MODERATORS)
@once
def refuse_business(business_id: UUID) -> ResponseReturnValue:
    """Nobody could confirm who stands behind the number; the company is told why."""
    business, form = _waiting_business(business_id), filled(ReasonForm)
    if not form.validate():
        return _business_form(business, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.refuse_business(business_id, by=acting_person_id(), at=clock.now(), reason=form.reason.data)
    return _done(_("Refused. The company has been told why."))


@bp.post("/permits/<uuid:permit_id>/verification")
@open_to(Audience.MODERATORS)
@once
def verify_permit(permit_id: UUID) -> ResponseReturnValue:
    """The paper says what was stated."""
    with unit_of_work():
        service.verify_permit(permit_id, by=acting_person_id(), at=clock.now())
    return _done(_("Verified."))


@bp.post("/permits/<uuid:permit_id>/opening")
@open_to(Audience.MODERATORS)
def open_paper(permit_id: UUID) -> ResponseReturnValue:
    """The act itself, to be compared with what was stated; who looked at it is noted."""
    with unit_of_work():
        permit = service.open_paper(permit_id, by=acting_person_id(), at=clock.now())
        reference = permit.reference
    return stored.attachment(service.paper_name(permit_id), "application/pdf", f"{reference}.pdf")


@bp.get("/permits/<uuid:permit_id>/refusal")
@open_to(Audience.MODERATORS)
def permit_reasons(permit_id: UUID) -> ResponseReturnValue:
    """The permit again, with the form for the reason."""
    return _permit_form(_waiting_permit(permit_id), ReasonForm())


@bp.post("/permits/<uuid:permit_id>/refusal")
@open_to(Audience.MODERATORS)
@once
def refuse_permit(permit_id: UUID) -> ResponseReturnValue:
    """The paper does not say what was stated; the holder is told why."""
    permit, form = _waiting_permit(permit_id), filled(ReasonForm)
    if not form.validate():
        return _permit_form(permit, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.refuse_permit(permit_id, by=acting_person_id(), at=clock.now(), reason=form.reason.data)
    return _done(_("Refused. The company has been told why."))


def _waiting_business(business_id: UUID) -> Business:
    found = accounts.business_waiting(business_id)
    if found is None:
        raise decided_already() if accounts.business(business_id) else NotFound
    return found


def _waiting_permit(permit_id: UUID) -> Permit:
    found = accounts.permit_waiting(permit_id)
    if found is None:
        raise decided_already() if queries.holder_of_permit(permit_id) else NotFound
    return found


def _business_form(business: Business, form: ReasonForm) -> str:
    number = f"{str(business.registration_kind).upper()} {business.registration_number}"
    title = _("Refuse to verify %(company)s", company=business.name)
    return render_template("moderation/reason.html", title=title, form=form, facts=[(_("Number"), number)],
        seen=case_seen(CaseKind.BUSINESS, business.id),
    )  # fmt: skip


def _permit_form(permit: Permit, form: ReasonForm) -> str:
    title = _("Refuse the permit %(reference)s", reference=permit.reference)
    facts = [(_("Company"), permit.site.business.name), (_("Waste codes"), ", ".join(permit.waste_codes))]
    seen = case_seen(CaseKind.PERMIT, permit.id)
    return render_template("moderation/reason.html", title=title, form=form, facts=facts, seen=seen)


def _done(message: str) -> ResponseReturnValue:
    flash(message, "good")
    return go(url_for("desk.show"))
