"""Doors of a rhythm: proposed, answered, paused, resumed, ended, one load left out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals.models import Deal
from exchange.deals.recurring import service
from exchange.deals.recurring.forms import PauseForm, RhythmForm
from exchange.deals.views.blueprint import ONE, back_to, bp, incomplete, not_too_often, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import ExchangeForm, filled
from exchange.web.once import once

MOST_PROPOSALS_AN_HOUR = 30


@bp.post("/<uuid:deal_id>/rhythm")
@open_to(Audience.MEMBERS)
@once
def propose_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Ask the other side to go on."""
    deal = seen(deal_id)
    not_too_often("rhythm", MOST_PROPOSALS_AN_HOUR)
    form = filled(RhythmForm)
    if not form.validate():
        return _refused(deal, rhythm_form=form)
    with unit_of_work():
        service.propose(deal_id, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("Proposed. The other side has two weeks to answer."))


@bp.post("/<uuid:deal_id>/rhythm/agreement")
@open_to(Audience.MEMBERS)
@once
def agree_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Say yes to what was read: the form carries its id."""
    seen(deal_id)
    with unit_of_work():
        service.agree(deal_id, _rhythm_id(), by=party(), at=clock.now())
    return back_to(deal_id, _("Agreed. The coming weeks are planned as far as stock is free."))


@bp.post("/<uuid:deal_id>/rhythm/decline")
@open_to(Audience.MEMBERS)
@once
def decline_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Leave it at the agreed load."""
    return _done(deal_id, service.decline, _("Declined. The agreed load stays as it is."))


@bp.post("/<uuid:deal_id>/rhythm/withdrawal")
@open_to(Audience.MEMBERS)
@once
def withdraw_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Take one's own proposal back."""
    return _done(deal_id, service.withdraw, _("Taken back. The agreed load stays as it is."))


@bp.post("/<uuid:deal_id>/rhythm/pause")
@open_to(Audience.MEMBERS)
@once
def pause_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Plan nothing until a day."""
    deal, form = seen(deal_id), filled(PauseForm)
    if not form.validate():
        return _refused(deal, pause_form=form)
    with unit_of_work():
        service.pause(deal_id, form.until(), by=party(), at=clock.now())
    return back_to(deal_id, _("Paused. What was planned from tomorrow is free again."))


@bp.post("/<uuid:deal_id>/rhythm/resumption")
@open_to(Audience.MEMBERS)
@once
def resume_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Go on before the day."""
    return _done(deal_id, service.resume, _("Resumed. The coming weeks are planned again."))


@bp.post("/<uuid:deal_id>/rhythm/end")
@open_to(Audience.MEMBERS)
@once
def end_rhythm(deal_id: UUID) -> ResponseReturnValue:
    """Say that it ends."""
    return _done(deal_id, service.end, _("The other side has been told the last day."))


@bp.post(f"{ONE}/skip")
@open_to(Audience.MEMBERS)
@once
def skip_load(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Leave one load out."""
    seen(deal_id)
    with unit_of_work():
        service.skip(deal_id, number, by=party(), at=clock.now())
    return back_to(deal_id, _("Left out. Its quantity is free again."))


def _done(deal_id: UUID, verb: Callable[..., Any], message: str) -> ResponseReturnValue:
    seen(deal_id)
    with unit_of_work():
        verb(deal_id, by=party(), at=clock.now())
    return back_to(deal_id, message)


def _refused(deal: Deal, **forms: ExchangeForm) -> ResponseReturnValue:
    """The page with what was typed: the panel that draws the rhythm finds its forms beside the request."""
    g.rhythm_forms = forms
    return page(deal), 422


def _rhythm_id() -> UUID:
    try:
        return UUID(request.form.get("rhythm", ""))
    except ValueError:
        raise incomplete() from None
