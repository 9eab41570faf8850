"""A sample before the order: asked, handed out or not, judged."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.forms import HandingOutForm, JudgementForm, NoSampleForm, SampleForm
from exchange.deals.models import SampleEnd, SampleRefusal
from exchange.deals.views.blueprint import back_to, bp, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once


@bp.post("/<uuid:deal_id>/sample")
@open_to(Audience.MEMBERS)
@once
def ask_sample(deal_id: UUID) -> ResponseReturnValue:
    """Ask the giver for a little to try."""
    form = filled(SampleForm)
    if not form.validate():
        return page(seen(deal_id), sample_form=form), 422
    with unit_of_work():
        service.ask_sample(deal_id, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The giver has been asked for a sample."))


@bp.post("/<uuid:deal_id>/sample/handing-out")
@open_to(Audience.MEMBERS)
@once
def give_sample(deal_id: UUID) -> ResponseReturnValue:
    """It was handed over or sent."""
    form = filled(HandingOutForm)
    if not form.validate():
        return page(seen(deal_id), handing_out_form=form), 422
    with unit_of_work():
        service.give_sample(deal_id, by=party(), at=clock.now(), handed_on=form.handed_on.data)
    return back_to(deal_id, _("Noted. It is the taker’s turn to try it."))


@bp.post("/<uuid:deal_id>/sample/refusal")
@open_to(Audience.MEMBERS)
@once
def refuse_sample(deal_id: UUID) -> ResponseReturnValue:
    """Hand out nothing, and say why."""
    form = filled(NoSampleForm)
    if not form.validate():
        return page(seen(deal_id), no_sample_form=form), 422
    with unit_of_work():
        code = SampleRefusal(form.code.data)
        service.refuse_sample(deal_id, form.why.data or "", code=code, by=party(), at=clock.now())
    return back_to(deal_id, _("The taker has been told. The talk goes on."))


@bp.post("/<uuid:deal_id>/sample/waiver")
@open_to(Audience.MEMBERS)
@once
def drop_sample(deal_id: UUID) -> ResponseReturnValue:
    """Do without."""
    with unit_of_work():
        service.drop_sample(deal_id, by=party(), at=clock.now())
    return back_to(deal_id, _("The giver has been told. The talk goes on."))


@bp.post("/<uuid:deal_id>/sample/judgement")
@open_to(Audience.MEMBERS)
@once
def judge_sample(deal_id: UUID) -> ResponseReturnValue:
    """Whether it suits."""
    form = filled(JudgementForm)
    if not form.validate():
        return page(seen(deal_id), judgement_form=form), 422
    with unit_of_work():
        words = form.words.data or ""
        service.judge_sample(deal_id, SampleEnd(form.judgement.data), words, by=party(), at=clock.now())
    return back_to(deal_id, _("The giver has been told. The talk goes on."))
