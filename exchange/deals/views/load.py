"""The load: its time, its handover at the gate, its weight."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import segno
from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import policy, service
from exchange.deals.forms import HandoverForm, SlotForm, WeightForm
from exchange.deals.views.blueprint import back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.numbers import BadNumber, read_number
from exchange.kernel.refusals import NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import rate
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id

MOST_CODES_AN_HOUR = 20


@bp.post("/<uuid:deal_id>/slot")
@open_to(Audience.MEMBERS)
@once
def propose_slot(deal_id: UUID) -> ResponseReturnValue:
    """Name a time for the load."""
    form = filled(SlotForm)
    if not form.validate():
        return page(seen(deal_id), slot_form=form), 422
    with unit_of_work():
        service.propose_slot(deal_id, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been asked whether the time suits."))


@bp.post("/<uuid:deal_id>/slot/agreement")
@open_to(Audience.MEMBERS)
@once
def agree_slot(deal_id: UUID) -> ResponseReturnValue:
    """Say yes to the time that was read: the form carries it."""
    seen(deal_id)
    with unit_of_work():
        service.agree_slot(deal_id, start=_start(), by=party(), at=clock.now())
    return back_to(deal_id, _("The time is agreed."))


@bp.post("/<uuid:deal_id>/handover")
@open_to(Audience.MEMBERS)
@once
def hand_over(deal_id: UUID) -> ResponseReturnValue:
    """Loaded: the giver says so, or the taker enters the code."""
    deal = seen(deal_id)
    form = filled(HandoverForm)
    if not form.validate():
        return page(deal, handover_form=form), 422
    rate.limit("handover", str(deal_id), most=MOST_CODES_AN_HOUR, per=timedelta(hours=1))
    with unit_of_work():
        service.hand_over(deal_id, code=form.code.data or "", by=party(), at=clock.now())
    return back_to(deal_id, _("The load is on the road."))


@bp.get("/<uuid:deal_id>/handover.svg")
@open_to(Audience.MEMBERS)
def handover_code(deal_id: UUID) -> ResponseReturnValue:
    """The code of the load as a picture that a phone reads: it opens this deal with the code filled in."""
    deal = seen(deal_id)
    if deal.load is None or not policy.may_show_code(acting_business_id(), deal):
        raise NotFound
    base = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    drawn = io.BytesIO()
    address = f"{base}{url_for('.show', deal_id=deal_id, code=deal.load.code)}"
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=2, light="white")
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.post("/<uuid:deal_id>/weight")
@open_to(Audience.MEMBERS)
@once
def weigh(deal_id: UUID) -> ResponseReturnValue:
    """Tell what arrived."""
    deal = seen(deal_id)
    form = filled(WeightForm).of(deal.offer)
    if not form.validate():
        return page(deal, weight_form=form), 422
    with unit_of_work():
        service.weigh(deal_id, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been asked to confirm the weight."))


@bp.post("/<uuid:deal_id>/confirmation")
@open_to(Audience.MEMBERS)
@once
def confirm(deal_id: UUID) -> ResponseReturnValue:
    """Stand by the weight that was read: the form carries it."""
    seen(deal_id)
    with unit_of_work():
        service.confirm(deal_id, received_kg=_received_kg(), by=party(), at=clock.now())
    return back_to(deal_id, _("Confirmed. The deal is done."))


def _start() -> datetime:
    try:
        start = datetime.fromisoformat(request.form.get("start", ""))
    except ValueError:
        raise _incomplete() from None
    if start.tzinfo is None:
        raise _incomplete()
    return start


def _received_kg() -> Decimal:
    try:
        return read_number(request.form.get("received_kg", ""))
    except BadNumber:
        raise _incomplete() from None


def _incomplete() -> Unprocessable:
    return Unprocessable("incomplete", _("This form is incomplete. Reload the page and try again."))
