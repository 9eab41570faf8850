"""A person's own page about their data."""

from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.accounts.exporting import queries, service
from exchange.accounts.views.limits import limit_data
from exchange.accounts.views.proving import just_proved
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, even_suspended, open_to
from exchange.web.stored import attachment
from exchange.web.visitor import acting_person_id

bp = Blueprint("personal_data", __name__)


@bp.get("/account/data")
@open_to(Audience.SIGNED_IN)
@even_suspended
def show() -> ResponseReturnValue:
    """What is held about me, and the file with it."""
    return render_template(
        "accounts/exporting/show.html", export=queries.newest(acting_person_id()), now=clock.now(),
        days=service.KEPT_FOR.days,
    )  # fmt: skip


@bp.post("/account/data/exports")
@open_to(Audience.SIGNED_IN)
@even_suspended
@just_proved
def ask() -> ResponseReturnValue:
    """Have everything about me put together."""
    limit_data(acting_person_id())
    with unit_of_work():
        service.ask(acting_person_id(), at=clock.now())
    flash(_("Your file is being made. We tell you when it is ready."), "good")
    return go(url_for(".show"))


@bp.get("/account/data/exports/<uuid:export_id>")
@open_to(Audience.SIGNED_IN)
@even_suspended
@just_proved
def save(export_id: UUID) -> Response:
    """The file, for the person whom it is about, until its end."""
    export = queries.downloadable(export_id, by=acting_person_id(), at=clock.now())
    if export is None:
        raise NotFound
    return attachment(service.file_name(export.id), "application/zip", "navette-data.zip")
