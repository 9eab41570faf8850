"""A load on its way: to whom it passed."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.forms import CustodyForm
from exchange.deals.views.blueprint import ONE, back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post(f"{ONE}/custody")
@open_to(Audience.MEMBERS)
@once
def pass_on(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Say who has the load from now on."""
    deal = seen(deal_id)
    form = filled(CustodyForm)
    if not form.validate():
        return page(deal, number, custody_form=form), 422
    with unit_of_work():
        service.pass_on(deal_id, number, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("Kept. The other side has been told."))
