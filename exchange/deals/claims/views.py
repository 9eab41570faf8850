"""Doors of claims for the two sides."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals.claims import service
from exchange.deals.claims.forms import AnswerForm, ClaimForm, EscalationForm
from exchange.deals.views.blueprint import ONE, back_to, bp, incomplete, not_too_often, party
from exchange.deals.views.page import page, seen
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once

MOST_CLAIMS_AN_HOUR = 30
ONE_CLAIM = f"{ONE}/claims/<uuid:claim_id>"


@bp.post(f"{ONE}/claims")
@open_to(Audience.MEMBERS)
@once
def raise_claim(deal_id: UUID, number: int) -> ResponseReturnValue:
    """Say what was wrong with a load."""
    deal = seen(deal_id)
    not_too_often("claim", MOST_CLAIMS_AN_HOUR)
    form = filled(ClaimForm)
    if not form.validate():
        return page(deal, number, claim_form=form), 422
    with unit_of_work():
        service.raise_claim(deal_id, number, form.ground(), form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("The other side has been told. It has a week to answer."))


@bp.post(f"{ONE_CLAIM}/answer")
@open_to(Audience.MEMBERS)
@once
def answer_claim(deal_id: UUID, number: int, claim_id: UUID) -> ResponseReturnValue:
    """Say what should count instead."""
    deal = seen(deal_id)
    not_too_often("claim", MOST_CLAIMS_AN_HOUR)
    form = filled(AnswerForm)
    if not form.validate():
        return page(deal, number, answer_form=form), 422
    with unit_of_work():
        service.answer(deal_id, claim_id, form.draft(), by=party(), at=clock.now())
    return back_to(deal_id, _("Your answer has been sent."))


@bp.post(f"{ONE_CLAIM}/agreement")
@open_to(Audience.MEMBERS)
@once
def agree_claim(deal_id: UUID, number: int, claim_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 — the load's address
    """Say yes to what was read: the form carries its number."""
    seen(deal_id)
    with unit_of_work():
        service.agree(deal_id, claim_id, number=_word_number(), by=party(), at=clock.now())
    return back_to(deal_id, _("Agreed. It counts from now on."))


@bp.post(f"{ONE_CLAIM}/escalation")
@open_to(Audience.MEMBERS)
@once
def escalate_claim(deal_id: UUID, number: int, claim_id: UUID) -> ResponseReturnValue:
    """Ask the administrators."""
    deal = seen(deal_id)
    form = filled(EscalationForm)
    if not form.validate():
        return page(deal, number, escalation_form=form), 422
    with unit_of_work():
        service.escalate(deal_id, claim_id, form.escalation_words.data or "", by=party(), at=clock.now())
    return back_to(deal_id, _("The administrators will decide and tell you both."))


@bp.post(f"{ONE_CLAIM}/withdrawal")
@open_to(Audience.MEMBERS)
@once
def withdraw_claim(deal_id: UUID, number: int, claim_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 — as above
    """Claim no more."""
    seen(deal_id)
    with unit_of_work():
        service.withdraw(deal_id, claim_id, by=party(), at=clock.now())
    return back_to(deal_id, _("Withdrawn. The other side has been told."))


def _word_number() -> int:
    text = request.form.get("word", "")
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise incomplete()
    return int(text)
