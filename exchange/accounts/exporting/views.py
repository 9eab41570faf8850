"""A person's own page about their data."""

from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from exchange.accounts.exporting import queries, service
from exchange.accounts.views.limits import limit_data, limit_sign_in
from exchange.accounts.visitors import current_sign_in
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import ExchangeForm, Needed, filled
from exchange.web.stored import attachment
from exchange.web.visitor import acting_person_id

bp = Blueprint("personal_data", __name__)


class AskForm(ExchangeForm):
    """The password once more."""

    password = PasswordField(_l("Password"), [Needed()], render_kw={"autocomplete": "current-password"})


@bp.get("/account/data")
@open_to(Audience.SIGNED_IN)
def show() -> ResponseReturnValue:
    """What is held about me, and the file with it."""
    return _page(AskForm())


@bp.post("/account/data/exports")
@open_to(Audience.SIGNED_IN)
def ask() -> ResponseReturnValue:
    """Have everything about me put together."""
    form = filled(AskForm)
    if not form.validate():
        return _page(form), 422
    limit_sign_in(current_sign_in().person.email)
    limit_data(acting_person_id())
    with unit_of_work():
        knows = service.ask(acting_person_id(), form.password.data or "", at=clock.now())
    if not knows:
        form.form_errors = [_("This is not your password.")]
        return _page(form), 422
    flash(_("Your file is being made. We tell you when it is ready."), "good")
    return go(url_for(".show"))


@bp.get("/account/data/exports/<uuid:export_id>")
@open_to(Audience.SIGNED_IN)
def save(export_id: UUID) -> Response:
    """The file, for the person whom it is about, until its end."""
    export = queries.downloadable(export_id, by=acting_person_id(), at=clock.now())
    if export is None:
        raise NotFound
    return attachment(service.file_name(export.id), "application/zip", "navette-data.zip")


def _page(form: AskForm) -> str:
    return render_template(
        "accounts/exporting/show.html", form=form, export=queries.newest(acting_person_id()), now=clock.now(),
        days=service.KEPT_FOR.days,
    )  # fmt: skip
