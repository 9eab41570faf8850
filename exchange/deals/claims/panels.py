"""What claims show: on a load its costs and its claims, on the desk those to decide."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import render_template

from exchange.deals import queries as deals
from exchange.deals.claims import labels, policy, queries
from exchange.deals.claims.forms import AnswerForm, ClaimForm, EscalationForm
from exchange.deals.core.claims import CLAIM_WINDOW, ClaimVerb
from exchange.deals.models import Claim
from exchange.deals.service.owing import standing_lines
from exchange.deals.shown import LoadSeen, name_of
from exchange.kernel import clock
from exchange.web.forms import ExchangeForm
from exchange.web.panels import panel
from exchange.web.visitor import visitor

MOST_ON_DESK = 7


@panel("load", 10)
def costs(seen: LoadSeen) -> str:
    """What the load costs, with the arithmetic: as it counts, or would by the weight that was told."""
    lines = standing_lines(seen.deal, seen.load) if seen.load.received_kg else []
    return render_template("deals/claims/_settlement.html", seen=seen, lines=lines, labels=labels) if lines else ""


@panel("load", 20)
def claims(seen: LoadSeen) -> str:
    """The claims about a load, and the way to one more."""
    if not seen.load.confirmed_at:
        return ""
    found = queries.of_load(seen.load.id)
    open_claims = [claim for claim in found if policy.is_open(claim)]
    may_raise = policy.may_raise(seen.load, open_claims, clock.now())
    if not found and not may_raise:
        return ""
    deal = seen.deal
    return render_template(
        "deals/claims/_claims.html", seen=seen, claims=found, labels=labels, may_raise=may_raise,
        can={claim.id: _verbs(seen.me, claim) for claim in found}, forms=_forms(seen.forms),
        names={side.id: name_of(side, seen.me, deal) for side in (deal.giver, deal.taker)},
        pictures=[photo for photo in deals.pictures(seen.load.id) if photo.claim_id is not None],
        until=seen.load.confirmed_at + CLAIM_WINDOW,
    )  # fmt: skip


def _verbs(me: UUID, claim: Claim) -> set[str]:
    return {verb.name.lower() for verb in ClaimVerb if policy.may(verb, policy.roles(me, claim), claim)}


def _forms(given: Mapping[str, ExchangeForm]) -> dict[str, ExchangeForm]:
    blank: dict[str, ExchangeForm] = {
        "claim_form": ClaimForm(), "answer_form": AnswerForm(), "escalation_form": EscalationForm(),
    }  # fmt: skip
    return {**blank, **given}


@panel("desk", 20)
def to_decide(_: Any) -> str:
    """Claims on which the two sides do not agree, for administrators."""
    waiting = queries.to_decide(MOST_ON_DESK) if visitor().may_administer else []
    return render_template("deals/claims/_to_decide.html", waiting=waiting, labels=labels) if waiting else ""
