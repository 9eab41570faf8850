"""Measures on the desk: administrators take and lift them, moderators judge objections to others'."""

from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.accounts.forms.fields import folded_email
from exchange.accounts.measures import labels, queries, service
from exchange.accounts.measures.forms import JudgementForm, SuspensionForm
from exchange.accounts.measures.models import MeasureOutcome
from exchange.accounts.measures.noting import Concerned
from exchange.accounts.service.checks import suspend_business
from exchange.accounts.views.proving import just_proved
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.registration import BadRegistration, read_registration
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id, visitor

MOST_SHOWN = 50
bp = Blueprint("desk_measures", __name__, url_prefix="/desk/measures")


@bp.get("")
@open_to(Audience.MODERATORS)
def index() -> ResponseReturnValue:
    """What is in force, objections first; administrators find the form for another."""
    return _index(SuspensionForm())


@bp.post("")
@open_to(Audience.ADMINISTRATORS)
@just_proved
@once
def suspend() -> ResponseReturnValue:
    """A person by their address, or a company by its number."""
    form: SuspensionForm = filled(SuspensionForm)
    about = _read(form) if form.validate() else None
    if about is None:
        return _index(form), HTTPStatus.UNPROCESSABLE_ENTITY
    reasons, by, at = form.reasons(), acting_person_id(), clock.now()
    with unit_of_work():
        if about.person_id is not None:
            service.suspend_person(about.person_id, reasons, until=_end_of(form.until.data), by=by, at=at)
        elif about.business_id is not None:
            suspend_business(about.business_id, by=by, at=at, reason=reasons.explanation, reasons=reasons)
    flash(_("Suspended. They have been told why, and how to object."), "good")
    return go(url_for(".index"))


@bp.get("/<uuid:measure_id>")
@open_to(Audience.MODERATORS)
def show(measure_id: UUID) -> ResponseReturnValue:
    """One measure with its statement, the objection to it, and what can be done about it."""
    return _page(measure_id, JudgementForm())


@bp.post("/<uuid:measure_id>/lifting")
@open_to(Audience.ADMINISTRATORS)
@once
def lift(measure_id: UUID) -> ResponseReturnValue:
    """It holds no more."""
    with unit_of_work():
        service.lift(measure_id, by=acting_person_id(), at=clock.now())
    flash(_("Lifted. They have been told."), "good")
    return go(url_for(".index"))


@bp.post("/<uuid:measure_id>/judgement")
@open_to(Audience.MODERATORS)
@once
def judge(measure_id: UUID) -> ResponseReturnValue:
    """Somebody else decides about an objection."""
    form = filled(JudgementForm)
    if not form.validate():
        return _page(measure_id, form), HTTPStatus.UNPROCESSABLE_ENTITY
    outcome, at = MeasureOutcome(form.outcome.data), clock.now()
    with unit_of_work():
        service.judge(measure_id, outcome, form.answer.data, by=acting_person_id(), at=at)
    flash(_("Decided. Whoever it is about has been told why."), "good")
    return go(url_for(".index"))


def _read(form: SuspensionForm) -> Concerned | None:
    """Whom the form means; None with an error beside the field. Companies have no last day, nobody a past one."""
    about = _found(form.who.data or "")
    if about is None:
        form.who.errors = [_("Neither an account with this address nor a company with this number is known.")]
    elif form.until.data is not None and (about.business_id is not None or form.until.data < clock.today()):
        form.until.errors = [_("A day from today on, and for people only.")]
        about = None
    return about


def _found(who: str) -> Concerned | None:
    address = folded_email(who)
    if address is not None:
        person = accounts.person_by_email(address)
        return Concerned(person_id=person.id) if person else None
    try:
        business = queries.business_by_number(read_registration(who).number)
    except BadRegistration:
        return None
    return Concerned(business_id=business.id) if business else None


def _end_of(day: date | None) -> datetime | None:
    """The first instant after the territory's day."""
    return datetime.combine(day + timedelta(days=1), time(), clock.zone()) if day else None


def _index(form: SuspensionForm) -> str:
    return render_template(
        "accounts/measures/index.html", form=form, labels=labels, may_suspend=visitor().may_administer,
        measures=queries.in_force(MOST_SHOWN, at=clock.now()),
    )  # fmt: skip


def _page(measure_id: UUID, form: JudgementForm) -> str:
    found = queries.seen(measure_id)
    if found is None:
        raise NotFound
    names = {person.id: person.name for person in accounts.staff()}
    return render_template(
        "accounts/measures/show.html", measure=found.measure, name=found.name, form=form, labels=labels,
        names=names, me=acting_person_id(), may_lift=visitor().may_administer, now=clock.now(),
        seen=case_seen(CaseKind.MEASURE, measure_id),
    )  # fmt: skip
