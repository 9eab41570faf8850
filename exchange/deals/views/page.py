"""The deal's page with its forms, blank or as they were refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import render_template, request

from exchange.deals import labels, policy, queries, shown
from exchange.deals.attachments import queries as attachments
from exchange.deals.forms import (
    CustodyForm,
    HandingOutForm,
    HandoverForm,
    HoldForm,
    JudgementForm,
    MessageForm,
    NoSampleForm,
    ReasonForm,
    RefusalForm,
    SampleForm,
    SlotForm,
    TermsForm,
    TicketForm,
    WeightForm,
)
from exchange.deals.forms.terms import typed
from exchange.deals.models import MOST_TICKETS, Deal, Movement
from exchange.impact import queries as impact
from exchange.journal import queries as journal
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.web.forms import ExchangeForm
from exchange.web.visitor import acting_business_id, acting_person_id


def seen(deal_id: UUID) -> Deal:
    """A deal of the business acted for. Raises NotFound for foreign and missing ones alike."""
    deal = queries.whole(deal_id)
    if deal is None or not policy.is_party(acting_business_id(), deal):
        raise NotFound
    return deal


def page(deal: Deal, number: int | None = None, **refused: ExchangeForm) -> str:
    """The page from this side's point of view; ``refused`` forms keep what was typed and say what is wrong.

    ``number`` says of which load a refused form is; none for forms of the contract.
    """
    me = acting_business_id()
    return render_template(
        "deals/show.html",
        deal=deal,
        me=me,
        can=shown.verbs(me, deal),
        turn=shown.turn(me, deal),
        other_name=shown.name_of(shown.counterpart(me, deal), me, deal),
        history=shown.history(journal.history("deal", deal.id), me, deal),
        messages=shown.thread(queries.messages(deal.id), attachments.by_message(deal.id), me, deal),
        loads=[load_seen(deal, load, me, refused if load.load_number == number else {}) for load in deal.movements],
        **_around(me, deal),
        **{**_blank_forms(deal), **refused},
    )


def load_seen(deal: Deal, load: Movement, me: UUID, refused: Mapping[str, ExchangeForm]) -> shown.LoadSeen:
    """One load as this side sees it, with its forms, blank or as they were refused."""
    forms: dict[str, ExchangeForm] = {
        "slot_form": SlotForm(),
        "handover_form": HandoverForm(data={"code": request.args.get("code", "")[:12]}),
        "weight_form": WeightForm(data=_told(load)).of(deal.offer),
        "refusal_form": RefusalForm().of(deal.offer),
        "ticket_form": TicketForm(),
        "custody_form": CustodyForm(data={"taken_on": clock.today()}),
    }
    can, shows_code = shown.load_verbs(me, deal, load), policy.may_show_code(me, deal, load)
    tickets = [photo for photo in queries.pictures(load.id) if photo.claim_id is None]
    record, way = impact.of(load.id), queries.custody(load.id) if load.shipped_at else []
    return shown.LoadSeen(deal, load, me, can, shows_code, record, {**forms, **refused}, tickets, way)


def _told(load: Movement) -> dict[str, Any]:
    """What was measured stays on the form: who corrects the weight need not measure again."""
    return {"moisture": load.moisture_percent, "impurities": load.impurities_percent}


def _asked_until(deal: Deal) -> date | None:
    """The day that the taker asks for, for the giver to say yes to."""
    hold = deal.hold
    return None if hold is None or hold.longer_until is None else clock.day_of(hold.longer_until)


def _around(me: UUID, deal: Deal) -> dict[str, Any]:
    """Facts that depend on who looks: contacts after the agreement, the code while the load stands there."""
    known = policy.may_see_contacts(me, deal)
    return {
        "stages": shown.stages(),
        "stage": shown.stage(deal),
        "site": shown.counterpart_site(me, deal) if known else None,
        "contacts": shown.contacts(deal, me, acting_person_id()),
        "crosses_border": policy.crosses_border(deal.offer, deal.taker_site),
        "labels": labels,
        "most_tickets": MOST_TICKETS,
        "most_sample_kg": policy.left_to_try_kg(deal),
    }


def _blank_forms(deal: Deal) -> dict[str, ExchangeForm]:
    return {
        "counter_form": TermsForm(data=typed(deal.current)),
        "reason_form": ReasonForm(),
        "message_form": MessageForm(),
        "hold_form": HoldForm(data={"until": _asked_until(deal)}),
        "sample_form": SampleForm(),
        "handing_out_form": HandingOutForm(data={"handed_on": clock.today()}),
        "no_sample_form": NoSampleForm(),
        "judgement_form": JudgementForm(),
    }
