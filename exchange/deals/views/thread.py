"""A word between the two sides."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.attachments import service as attachments
from exchange.deals.forms import MessageForm
from exchange.deals.views.blueprint import back_to, bp, not_too_often, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once

MOST_MESSAGES_AN_HOUR = 120


@bp.post("/<uuid:deal_id>/messages")
@open_to(Audience.MEMBERS)
@once
def write(deal_id: UUID) -> ResponseReturnValue:
    """Add a message to the thread."""
    deal = seen(deal_id)
    not_too_often("message", MOST_MESSAGES_AN_HOUR)
    form = filled(MessageForm)
    if not form.validate():
        return page(deal, message_form=form), 422
    with unit_of_work():
        if form.file.draft is None:
            service.write(deal_id, form.text.data, by=party(), at=clock.now())
        else:
            attachments.send(deal_id, form.text.data or "", form.file.draft, by=party(), at=clock.now())
    return back_to(deal_id, _("Your message has been sent."))
