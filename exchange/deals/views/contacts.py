"""The press that shows who is behind the other side."""

from datetime import timedelta
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service, shown
from exchange.deals.views.blueprint import back_to, bp, party, to_gate
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import rate
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

MOST_CONTACTS_A_DAY = 30
"""Deals whose contacts one person opens in a day."""


@bp.post("/<uuid:deal_id>/contacts")
@open_to(Audience.MEMBERS)
@once
def open_contacts(deal_id: UUID) -> ResponseReturnValue:
    """Show the people of the other side to who presses, from now on. What is open already counts no press."""
    deal = seen(deal_id)
    here = shown.contacts(deal, acting_business_id(), acting_person_id())
    if here.closed and here.may_open:
        rate.limit("contacts", str(acting_person_id()), most=MOST_CONTACTS_A_DAY, per=timedelta(days=1))
    with unit_of_work():
        service.open_contacts(deal_id, by=party(), at=clock.now())
    message = _("The contacts are open. Both sides can read that in the deal’s history.")
    number = request.args.get("gate", "")
    load = deal.load_numbered(int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else None
    return to_gate(deal_id, load.load_number, message) if load else back_to(deal_id, message)
