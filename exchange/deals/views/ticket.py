"""The picture of the weighbridge ticket: shown by either side, seen by both, by nobody else."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import queries, service
from exchange.deals.forms import TicketForm
from exchange.deals.keeping import file_name
from exchange.deals.views.blueprint import ONE, back_to, bp, not_too_often, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import stored
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once

MOST_TICKETS_AN_HOUR = 60


@bp.post(f"{ONE}/tickets")
@open_to(Audience.MEMBERS)
@once
def show_ticket(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Lay a picture beside the load."""
    deal = seen(deal_id)
    not_too_often("ticket", MOST_TICKETS_AN_HOUR)
    form = filled(TicketForm)
    if not form.validate():
        return page(deal, number, ticket_form=form), 422
    with unit_of_work():
        service.show_ticket(deal_id, number, form.photo.picture, by=party(), at=clock.now())
    return back_to(deal_id, _("The picture is there."))


@bp.get(f"{ONE}/tickets/<uuid:photo_id>/<any(large, thumb):size>")
@open_to(Audience.MEMBERS)
def ticket(deal_id: UUID, number: int, photo_id: UUID, size: str) -> ResponseReturnValue:
    """One picture, for the two sides."""
    load = seen(deal_id).load_numbered(number)
    if load is None or photo_id not in {photo.id for photo in queries.pictures(load.id)}:
        raise NotFound
    return stored.picture(file_name(photo_id, size), "image/webp", is_public=False)
