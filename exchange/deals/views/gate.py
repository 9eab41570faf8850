"""One load at the gate, on a phone: the code when it leaves, weight, refusal and picture when it arrives."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import labels, service, shown
from exchange.deals.forms import GateForm
from exchange.deals.models import MOST_TICKETS, Deal
from exchange.deals.service import RefusalDraft
from exchange.deals.views.blueprint import ONE, bp, party, to_gate
from exchange.deals.views.page import load_seen, seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import ExchangeForm, filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id


@bp.get(f"{ONE}/gate")
@open_to(Audience.MEMBERS)
def gate(deal_id: UUID, number: int) -> ResponseReturnValue:
    """What can be done with the load where it stands, and nothing else of the deal. Codes of loads lead here."""
    return gate_page(seen(deal_id), number)


@bp.post(f"{ONE}/gate")
@open_to(Audience.MEMBERS)
@once
def arrive(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Tell what arrived, what is refused of it, and show the ticket: all of it or nothing."""
    deal = seen(deal_id)
    form = filled(GateForm).of(deal.offer)
    if not form.validate():
        return gate_page(deal, number, gate_form=form), 422
    told, at = form.told(), clock.now()
    with unit_of_work():
        if isinstance(told, RefusalDraft):
            service.refuse(deal_id, number, told, by=party(), at=at)
        else:
            service.weigh(deal_id, number, told, by=party(), at=at)
        if form.photo.picture is not None:
            service.show_ticket(deal_id, number, form.photo.picture, by=party(), at=at)
    return to_gate(deal_id, number, _("Kept. The other side has been told."))


def gate_page(deal: Deal, number: int, **refused: ExchangeForm) -> str:
    """The page of a load at the gate; ``refused`` forms keep what was typed. Raises NotFound without the load."""
    load, me = deal.load_numbered(number), acting_business_id()
    if load is None:
        raise NotFound
    forms = {"gate_form": GateForm().of(deal.offer), **refused}
    return render_template(
        "deals/gate.html", deal=deal, number=number, me=me, seen=load_seen(deal, load, me, forms), labels=labels,
        other_name=shown.name_of(shown.counterpart(me, deal), me, deal), turn=shown.turn(me, deal),
        most_tickets=MOST_TICKETS, keeper=acting_person_id(), contacts=shown.contacts(deal, me, acting_person_id()),
    )  # fmt: skip
