"""On a listing's own page: its history for its holder and for staff, its decision for moderators."""

from typing import Any

from flask import render_template

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import case_seen
from exchange.journal import queries as journal
from exchange.moderation import policy, queries
from exchange.moderation.histories import told
from exchange.moderation.labels import verb_label
from exchange.moderation.models import ListingKind
from exchange.web.panels import panel
from exchange.web.visitor import visitor

FIRST, LAST = 0, 90


@panel("offer", order=LAST)
def offer_history(subject: Any) -> str:
    """What happened to an offer."""
    return _history(ListingKind.OFFER, subject)


@panel("need", order=LAST)
def need_history(subject: Any) -> str:
    """What happened to a need."""
    return _history(ListingKind.NEED, subject)


@panel("offer.aside", order=FIRST)
def offer_decision(subject: Any) -> str:
    """A moderator who came by its address need not look for it on the desk."""
    return _decision(ListingKind.OFFER, subject)


@panel("need.aside", order=FIRST)
def need_decision(subject: Any) -> str:
    """A moderator who came by its address need not look for it on the desk."""
    return _decision(ListingKind.NEED, subject)


def _decision(kind: ListingKind, subject: Any) -> str:
    who = visitor()
    if who.person_id is None or not who.may_moderate or not queries.is_waiting(kind, subject.id):
        return ""
    if not policy.may_decide(queries.business_ids_of(who.person_id), subject.business_id):
        return ""
    seen = case_seen(CaseKind(kind), subject.id)
    return render_template("moderation/_decision.html", kind=kind.value, listing=subject, seen=seen)


def _history(kind: ListingKind, subject: Any) -> str:
    who = visitor()
    acting_for = who.business.id if who.business else None
    if not policy.may_read(is_staff=who.is_staff, acting_for=acting_for, business_id=subject.business_id):
        return ""
    entries = journal.history(kind, subject.id)[::-1]
    happened = told(entries, lambda entry: str(verb_label(entry.verb)), to_staff=who.is_staff)
    return render_template("moderation/_history.html", entries=happened)
