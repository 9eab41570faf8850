"""The deal's page with its forms, blank or as they were refused."""

from typing import Any
from uuid import UUID

from flask import render_template, request

from exchange.deals import labels, policy, queries, shown
from exchange.deals.forms import HandoverForm, MessageForm, ReasonForm, SlotForm, TermsForm, WeightForm
from exchange.deals.models import Deal
from exchange.impact import queries as impact
from exchange.journal import queries as journal
from exchange.kernel.refusals import NotFound
from exchange.web.forms import ExchangeForm
from exchange.web.visitor import acting_business_id


def seen(deal_id: UUID) -> Deal:
    """A deal of the business acted for. Raises NotFound for foreign and missing ones alike."""
    deal = queries.whole(deal_id)
    if deal is None or not policy.is_party(acting_business_id(), deal):
        raise NotFound
    return deal


def page(deal: Deal, **refused: ExchangeForm) -> str:
    """The page from this side's point of view; ``refused`` forms keep what was typed and say what is wrong."""
    me = acting_business_id()
    return render_template(
        "deals/show.html",
        deal=deal,
        me=me,
        can=shown.verbs(me, deal),
        turn=shown.turn(me, deal),
        other_name=shown.name_of(shown.counterpart(me, deal), me, deal),
        history=shown.history(journal.history("deal", deal.id), me, deal),
        messages=shown.thread(queries.messages(deal.id), me, deal),
        record=impact.of(deal.load.id) if deal.load else None,
        **_around(me, deal),
        **{**_blank_forms(deal), **refused},
    )


def _around(me: UUID, deal: Deal) -> dict[str, Any]:
    """Facts that depend on who looks: contacts after the agreement, the code while the load stands there."""
    known = policy.may_see_contacts(me, deal)
    other = shown.counterpart(me, deal)
    return {
        "stages": shown.stages(),
        "stage": shown.stage(deal),
        "site": shown.counterpart_site(me, deal) if known else None,
        "people": queries.people_of(other.id) if known else [],
        "shows_code": policy.may_show_code(me, deal),
        "crosses_border": policy.crosses_border(deal.offer, deal.taker_site),
        "labels": labels,
    }


def _blank_forms(deal: Deal) -> dict[str, ExchangeForm]:
    now = deal.current
    terms = {"quantity": now.quantity, "price": now.price_eur_per_t, "hauler": now.hauler.value}
    return {
        "counter_form": TermsForm(data=terms),
        "reason_form": ReasonForm(),
        "message_form": MessageForm(),
        "slot_form": SlotForm(),
        "handover_form": HandoverForm(data={"code": request.args.get("code", "")[:12]}),
        "weight_form": WeightForm().of(deal.offer),
    }
