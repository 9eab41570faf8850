"""Doors of acting for a company."""

from http import HTTPStatus

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.accounts.forms.fields import number_field
from exchange.accounts.measures.queries import business_by_number
from exchange.accounts.views.proving import just_proved
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.registration import read_registration
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.acting import service
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import ExchangeForm, Needed, ParagraphField, filled
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("acting", __name__)
REASON_CHARS = 500


class ActingForm(ExchangeForm):
    """For whom, and why."""

    number = number_field(_l("Company number"))
    reason = ParagraphField(
        _l("Who asked for help, and with what?"), [Needed()], most=REASON_CHARS,
        description=_l("The people of the company read this word for word."),
    )  # fmt: skip


@bp.get("/desk/acting")
@open_to(Audience.ADMINISTRATORS)
def new() -> ResponseReturnValue:
    """For which company, and why."""
    return render_template("moderation/acting/new.html", form=ActingForm())


@bp.post("/desk/acting")
@open_to(Audience.ADMINISTRATORS)
@just_proved
@once
def begin() -> ResponseReturnValue:
    """Act for it from the next request on."""
    form = filled(ActingForm)
    business = business_by_number(read_registration(form.number.data).number) if form.validate() else None
    if business is None:
        form.number.errors = form.number.errors or ([] if form.errors else [_("No company here has this number.")])
        return render_template("moderation/acting/new.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with unit_of_work():
        service.begin(current_sign_in().id, business.id, form.reason.data, by=acting_person_id(), at=clock.now())
    flash(_("You act for this company for an hour at most. Its people have been told."), "good")
    return go(url_for("company.show"))


@bp.post("/acting/end")
@open_to(Audience.SIGNED_IN)
@also_on_behalf
def end() -> ResponseReturnValue:
    """Act for oneself again."""
    with unit_of_work():
        service.end(current_sign_in().id, by=acting_person_id(), at=clock.now())
    return go("/")
