"""The page on which a person leaves for good."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from exchange.accounts.erasing import queries, service
from exchange.accounts.views.limits import limit_own_secrets
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, even_suspended, open_to
from exchange.web.forms import ExchangeForm, Needed, filled
from exchange.web.visitor import acting_person_id

bp = Blueprint("erasure", __name__)


class EraseForm(ExchangeForm):
    """The password once more."""

    password = PasswordField(_l("Password"), [Needed()], render_kw={"autocomplete": "current-password"})


@bp.get("/account/erasure")
@open_to(Audience.SIGNED_IN)
@even_suspended
def show() -> ResponseReturnValue:
    """What goes, what stays, and the day if it is set."""
    return _page(EraseForm())


@bp.post("/account/erasure/requests")
@open_to(Audience.SIGNED_IN)
@even_suspended
def ask() -> ResponseReturnValue:
    """Set the day."""
    form = filled(EraseForm)
    if not form.validate():
        return _page(form), 422
    limit_own_secrets(acting_person_id())
    with unit_of_work():
        knows = service.ask(acting_person_id(), form.password.data or "", at=clock.now())
    if not knows:
        form.form_errors = [_("This is not your password.")]
        return _page(form), 422
    flash(_("Your account will be deleted. Until then you can undo it here."), "good")
    return go(url_for(".show"))


@bp.post("/account/erasure/withdrawal")
@open_to(Audience.SIGNED_IN)
@even_suspended
def withdraw() -> ResponseReturnValue:
    """Stay."""
    with unit_of_work():
        stayed = service.withdraw(acting_person_id(), at=clock.now())
    if stayed:
        flash(_("Your account stays."), "good")
    return go(url_for(".show"))


def _page(form: EraseForm) -> str:
    waiting = queries.open_request(acting_person_id())
    return render_template("accounts/erasing/show.html", form=form, waiting=waiting, days=service.DAYS_TO_THINK.days)
