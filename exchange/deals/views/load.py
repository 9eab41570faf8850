"""The load before it leaves: its time, its code, its handover at the gate."""

import io
from datetime import datetime, timedelta
from uuid import UUID

import segno
from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import policy, service
from exchange.deals.forms import HandoverForm, SlotForm
from exchange.deals.views.blueprint import ONE, back_to, bp, incomplete, party, to_gate
from exchange.deals.views.gate import gate_page
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import rate
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id

MOST_CODES_AN_HOUR = 20


@bp.post(f"{ONE}/slot")
@open_to(Audience.MEMBERS)
@once
def propose_slot(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Name a time for the load."""
    form = filled(SlotForm)
    if not form.validate():
        return page(seen(deal_id), number, slot_form=form), 422
    with unit_of_work():
        service.propose_slot(deal_id, number, form.times(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been asked whether the time suits."))


@bp.post(f"{ONE}/slot/agreement")
@open_to(Audience.MEMBERS)
@once
def agree_slot(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Say yes to the time that was read: the form carries it."""
    seen(deal_id)
    with unit_of_work():
        service.agree_slot(deal_id, number, start=_start(), by=party(), at=clock.now())
    return back_to(deal_id, _("The time is agreed."))


@bp.post(f"{ONE}/handover")
@open_to(Audience.MEMBERS)
@once
def hand_over(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Loaded: the giver says so, or the taker enters the code."""
    deal = seen(deal_id)
    form = filled(HandoverForm)
    at_gate = "gate" in request.args
    if not form.validate():
        again = gate_page if at_gate else page
        return again(deal, number, handover_form=form), 422
    rate.limit("handover", str(deal_id), most=MOST_CODES_AN_HOUR, per=timedelta(hours=1))
    with unit_of_work():
        service.hand_over(
            deal_id, number, code=form.code.data or "", plate=form.number_plate(), by=party(), at=clock.now()
        )
    message = _("The load is on the road.")
    return to_gate(deal_id, number, message) if at_gate else back_to(deal_id, message)


@bp.get(f"{ONE}/handover.svg")
@open_to(Audience.MEMBERS)
def handover_code(deal_id: UUID, number: int) -> ResponseReturnValue:
    """The code of the load as a picture that a phone reads: it opens the page for the gate with the code filled in."""
    deal = seen(deal_id)
    load = deal.load_numbered(number)
    if load is None or not policy.may_show_code(acting_business_id(), deal, load):
        raise NotFound
    base = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    drawn = io.BytesIO()
    address = f"{base}{url_for('.gate', deal_id=deal_id, number=number, code=load.code)}"
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=2, light="white")
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


def _start() -> datetime:
    try:
        start = datetime.fromisoformat(request.form.get("start", ""))
    except ValueError:
        raise incomplete() from None
    if start.tzinfo is None:
        raise incomplete()
    return start
