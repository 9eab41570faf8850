"""What the room shows on pages of rooms further right."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for

from exchange.catalogue import queries as catalogue
from exchange.listings import labels, proposing, queries, shown
from exchange.listings.flows.queries import claims
from exchange.listings.views import filling
from exchange.web.landing import first_stop
from exchange.web.languages import current_language
from exchange.web.panels import panel
from exchange.web.visitor import visitor

FLOWS_BESIDE = 3


@first_stop
def flows_first(business_id: UUID) -> str | None:
    """Who has just come sees what registers hold of the company before anything else."""
    return url_for("company_flows.show") if claims.has_flows(business_id) else None


@panel("company", 5)
def flows_to_settle(business: Any) -> str:
    """What public registers hold of my company, until it has settled each flow."""
    flows = claims.flows_of(business.id, most=FLOWS_BESIDE + 1) if visitor().is_confirmed else []
    if not flows:
        return ""
    known, language = catalogue.current(), current_language()
    return render_template(
        "listings/flows/_to_settle.html", flows=flows[:FLOWS_BESIDE], has_more=len(flows) > FLOWS_BESIDE,
        label=lambda code: known.label(code, language),
    )  # fmt: skip


@panel("company", 6)
def probable_flows(business: Any) -> str:
    """What businesses of the same activity probably give and take, or the question what the company does."""
    if not visitor().is_confirmed:
        return ""
    guesses = proposing.guesses(business.id, business.activity_code)
    if business.activity_code and not guesses:
        return ""
    return render_template(
        "listings/activity/_panel.html", business=business, guesses=guesses[:FLOWS_BESIDE],
        has_more=len(guesses) > FLOWS_BESIDE,
    )  # fmt: skip


@panel("company", 20)
def listings_of_company(business: Any) -> str:
    """My lots and needs with their state, what is left, and the next step. The slot's subject is the business."""
    return render_template(
        "listings/company.html",
        offers=queries.offers_of(business.id),
        needs=queries.needs_of(business.id),
        catalogue=catalogue.current(),
        language=current_language(),
        labels=labels,
        shown=shown,
        drafts=filling.unfinished(business.id) if visitor().is_confirmed else [],
    )
