"""Other terms, or yes."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.forms import TermsForm
from exchange.deals.views.blueprint import back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post("/<uuid:deal_id>/counter")
@open_to(Audience.MEMBERS)
@once
def counter(deal_id: UUID) -> ResponseReturnValue:
    """Put other terms beside those on the table."""
    form = filled(TermsForm)
    if not form.validate():
        return page(seen(deal_id), counter_form=form), 422
    with unit_of_work():
        service.counter(deal_id, form.terms(), by=party(), at=clock.now())
    return back_to(deal_id, _("Your terms are on the table."))


@bp.post("/<uuid:deal_id>/acceptance")
@open_to(Audience.MEMBERS)
@once
def accept(deal_id: UUID) -> ResponseReturnValue:
    """Say yes to the terms that were read: the form carries their version."""
    seen(deal_id)
    with unit_of_work():
        service.accept(deal_id, version=_version(), by=party(), at=clock.now())
    return back_to(deal_id, _("Agreed. The quantity is reserved for this deal."))


def _version() -> int:
    text = request.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise Unprocessable("no_version", _("This form is incomplete. Reload the page and try again."))
    return int(text)
