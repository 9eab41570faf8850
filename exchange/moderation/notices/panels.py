"""The way to the form on every public page, and the way to the queue on the desk."""

from typing import Any

from flask import render_template

from exchange.listings.policy import SHOWN
from exchange.moderation.notices import queries
from exchange.web.panels import panel
from exchange.web.visitor import acting_business, visitor

LAST = 95


@panel("offer.aside", order=LAST)
def on_an_offer(subject: Any) -> str:
    """Under the next steps of a lot."""
    return _link(f"/offers/{subject.id}", subject.business_id) if subject.state in SHOWN else ""


@panel("need.aside", order=LAST)
def on_a_need(subject: Any) -> str:
    """Under the next steps of a need."""
    return _link(f"/needs/{subject.id}", subject.business_id) if subject.state in SHOWN else ""


@panel("company.public", order=LAST)
def on_a_company(subject: Any) -> str:
    """On the public page of a company."""
    return _link(f"/companies/{subject.id}", subject.id)


@panel("desk", 5)
def on_the_desk(_: Any) -> str:
    """How many wait."""
    if not visitor().may_moderate:
        return ""
    return render_template("moderation/notices/_waiting.html", count=queries.waiting_count())


def _link(path: str, business_id: object) -> str:
    """Nobody is asked to report their own."""
    mine = acting_business()
    if mine is not None and mine.id == business_id:
        return ""
    return render_template("moderation/notices/_link.html", path=path)
