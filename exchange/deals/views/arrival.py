"""Where the load arrives: its weight, what is refused of it, and the other side's last word."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.forms import RefusalForm, WeightForm
from exchange.deals.views.blueprint import ONE, back_to, bp, incomplete, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.numbers import BadNumber, read_number
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post(f"{ONE}/weight")
@open_to(Audience.MEMBERS)
@once
def weigh(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Tell what arrived."""
    deal = seen(deal_id)
    form = filled(WeightForm).of(deal.offer)
    if not form.validate():
        return page(deal, number, weight_form=form), 422
    with unit_of_work():
        service.weigh(deal_id, number, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been asked to confirm the weight."))


@bp.post(f"{ONE}/refusal")
@open_to(Audience.MEMBERS)
@once
def refuse(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Take a part of it or nothing, and say why."""
    deal = seen(deal_id)
    form = filled(RefusalForm).of(deal.offer)
    if not form.validate():
        return page(deal, number, refusal_form=form), 422
    with unit_of_work():
        service.refuse(deal_id, number, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been told what you refuse and why."))


@bp.post(f"{ONE}/confirmation")
@open_to(Audience.MEMBERS)
@once
def confirm(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Stand by what was read: the form carries the weight, and when it was told."""
    seen(deal_id)
    with unit_of_work():
        service.confirm(
            deal_id, number, received_kg=_received_kg(), told_at=_told_at(), by=party(), at=clock.now()
        )  # fmt: skip
    return back_to(deal_id, _("Confirmed. The deal is done."))


@bp.post(f"{ONE}/return")
@open_to(Audience.MEMBERS)
@once
def take_back(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Stand by the refusal of the whole load."""
    seen(deal_id)
    with unit_of_work():
        service.take_back(deal_id, number, by=party(), at=clock.now())
    return back_to(deal_id, _("The load comes back. Its quantity is free again."))


def _received_kg() -> Decimal:
    try:
        return read_number(request.form.get("received_kg", ""))
    except BadNumber:
        raise incomplete() from None


def _told_at() -> datetime | None:
    """None where the form is an older one, which carries the weight alone."""
    text = request.form.get("told_at", "")
    if not text:
        return None
    try:
        told_at = datetime.fromisoformat(text)
    except ValueError:
        raise incomplete() from None
    if told_at.tzinfo is None:
        raise incomplete()
    return told_at
