"""Something kept for a while: asked, granted or not, made longer, given back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.forms import HoldForm
from exchange.deals.views.blueprint import back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post("/<uuid:deal_id>/hold")
@open_to(Audience.MEMBERS)
@once
def ask_hold(deal_id: UUID) -> ResponseReturnValue:
    """Ask the giver to keep the quantity."""
    return _until(deal_id, service.ask_hold, _("The giver has been asked to keep it."))


@bp.post("/<uuid:deal_id>/hold/approval")
@open_to(Audience.MEMBERS)
@once
def grant_hold(deal_id: UUID) -> ResponseReturnValue:
    """Keep it."""
    return _answered(deal_id, service.grant_hold, _("The quantity is kept for this company."))


@bp.post("/<uuid:deal_id>/hold/refusal")
@open_to(Audience.MEMBERS)
@once
def refuse_hold(deal_id: UUID) -> ResponseReturnValue:
    """Keep nothing, and talk on."""
    return _answered(deal_id, service.refuse_hold, _("Nothing is kept. The other side has been told."))


@bp.post("/<uuid:deal_id>/hold/longer")
@open_to(Audience.MEMBERS)
@once
def ask_longer(deal_id: UUID) -> ResponseReturnValue:
    """Ask for a later end."""
    return _until(deal_id, service.ask_longer, _("The giver has been asked to keep it longer."))


@bp.post("/<uuid:deal_id>/hold/extension")
@open_to(Audience.MEMBERS)
@once
def extend_hold(deal_id: UUID) -> ResponseReturnValue:
    """Keep it longer."""
    return _until(deal_id, service.extend_hold, _("It is kept longer. The other side has been told."))


@bp.post("/<uuid:deal_id>/hold/release")
@open_to(Audience.MEMBERS)
@once
def release_hold(deal_id: UUID) -> ResponseReturnValue:
    """Give it back."""
    return _answered(deal_id, service.release_hold, _("Given back. The quantity is free again."))


def _until(deal_id: UUID, verb: Callable[..., Any], message: str) -> ResponseReturnValue:
    form = filled(HoldForm)
    if not form.validate():
        return page(seen(deal_id), hold_form=form), 422
    with unit_of_work():
        verb(deal_id, form.instant(), by=party(), at=clock.now())
    return back_to(deal_id, message)


def _answered(deal_id: UUID, verb: Callable[..., Any], message: str) -> ResponseReturnValue:
    with unit_of_work():
        verb(deal_id, by=party(), at=clock.now())
    return back_to(deal_id, message)
