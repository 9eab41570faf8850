"""Who runs the exchange: administrators appoint and dismiss."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts import queries, service
from exchange.accounts.forms import AppointmentForm
from exchange.accounts.labels import office_label
from exchange.accounts.models import StaffRole
from exchange.accounts.views.limits import limit_letters
from exchange.accounts.views.proving import just_proved
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("staff", __name__)


@bp.get("/desk/staff")
@open_to(Audience.ADMINISTRATORS)
def show() -> ResponseReturnValue:
    """Everybody with an office, and a form for another."""
    return _page(AppointmentForm())


@bp.post("/desk/staff")
@open_to(Audience.ADMINISTRATORS)
@just_proved
@once
def appoint() -> ResponseReturnValue:
    """Give somebody an office, or another one."""
    form = filled(AppointmentForm)
    if not form.validate():
        return _page(form), 422
    limit_letters(acting_person_id())
    try:
        with unit_of_work():
            service.appoint(form.email.data, StaffRole(form.role.data), by=acting_person_id(), at=clock.now())
    except NotFound:
        form.email.errors = [_("No account with a confirmed address has this one.")]
        return _page(form), 422
    flash(_("Appointed. They were told, and sign in anew."), "good")
    return go(url_for(".show"))


@bp.post("/desk/staff/<uuid:person_id>/dismissal")
@open_to(Audience.ADMINISTRATORS)
@just_proved
def dismiss(person_id: UUID) -> ResponseReturnValue:
    """Take an office back."""
    with unit_of_work():
        service.dismiss(person_id, by=acting_person_id(), at=clock.now())
    flash(_("The office is taken back. They were told."), "good")
    return go(url_for(".show"))


def _page(form: AppointmentForm) -> str:
    return render_template(
        "accounts/staff.html", form=form, staff=queries.staff(), office_label=office_label, me=acting_person_id()
    )
