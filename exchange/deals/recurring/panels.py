"""What a rhythm shows on the page of its deal."""

from datetime import timedelta
from typing import Any

from flask import g, render_template

from exchange.deals.models import Deal
from exchange.deals.recurring import labels, policy, queries
from exchange.deals.recurring.core.rhythm import RhythmState, RhythmVerb
from exchange.deals.recurring.forms import PauseForm, RhythmForm
from exchange.deals.recurring.models import Recurrence
from exchange.deals.shown import LoadSeen
from exchange.kernel import clock
from exchange.web.panels import panel
from exchange.web.visitor import acting_business_id


@panel("deal.header", 5)
def answer(deal: Deal) -> str:
    """A rhythm that waits for this side's answer."""
    rhythm = queries.open_of(deal.id)
    if rhythm is None or rhythm.state is not RhythmState.PROPOSED:
        return ""
    mine = policy.may(RhythmVerb.AGREE, acting_business_id(), deal, rhythm)
    return render_template("deals/recurring/_answer.html", rhythm=rhythm, mine=mine) if mine else ""


@panel("deal", 5)
def rhythm(deal: Deal) -> str:
    """How often, how much, what the coming weeks bring, and what this side can do."""
    me, last = acting_business_id(), queries.last_of(deal.id)
    is_open = last is not None and last.closed_at is None
    may_propose = policy.may_propose(me, deal, last if is_open else None)
    if last is None and not may_propose:
        return ""
    today = clock.today()
    return render_template(
        "deals/recurring/_rhythm.html", deal=deal, rhythm=last, labels=labels, may_propose=may_propose,
        can=_verbs(deal, last) if is_open and last else set(), coming=queries.occurrences(deal.id, today),
        least_day=today + timedelta(days=1), **{**_blank_forms(deal), **g.get("rhythm_forms", {})},
    )  # fmt: skip


def _verbs(deal: Deal, rhythm: Recurrence) -> set[str]:
    me = acting_business_id()
    return {verb.name.lower() for verb in RhythmVerb if policy.may(verb, me, deal, rhythm)}


def _blank_forms(deal: Deal) -> dict[str, Any]:
    return {"rhythm_form": RhythmForm(data={"rhythm_quantity": deal.current.quantity}), "pause_form": PauseForm()}


@panel("load", 5)
def leave_out(seen: LoadSeen) -> str:
    """A load that still stands in the yard can be left out."""
    rhythm = queries.open_of(seen.deal.id)
    if not policy.may_skip(seen.me, seen.deal, rhythm, seen.load):
        return ""
    return render_template("deals/recurring/_skip.html", seen=seen)
