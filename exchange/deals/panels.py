"""What deals show on the pages of lots, needs and the company."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import current_app, render_template, request, url_for

from exchange.accounts.models import Business
from exchange.deals import labels, policy, proposing, queries, shown, trust
from exchange.deals.forms import ProposalForm
from exchange.deals.models import Deal
from exchange.kernel import clock
from exchange.listings.audience import is_on_offer_to
from exchange.listings.models import ListingState, Need, Offer
from exchange.web.formats import span
from exchange.web.panels import panel
from exchange.web.visitor import acting_business, visitor


@panel("offer.aside", 10)
def beside_a_lot(offer: Offer) -> str:
    """A proposal to make, an invitation for strangers, and what is under way on this lot; nothing on one's own."""
    business = acting_business()
    if not visitor().is_authenticated:
        return render_template("deals/_invitation.html", sign_in=url_for("accounts.sign_in", next=request.path))
    if business is None:
        return ""
    deals = queries.open_on_lot(offer.id, business.id)
    return render_template(
        "deals/_beside_lot.html", offer=offer, form=_form(offer, business.id), **_listed(deals, business.id)
    )


@panel("offer.aside", 5)
def claim_of_a_lot(offer: Offer) -> str:
    """A gift to take with one press; for its holder the switch that allows it."""
    business = acting_business()
    most_kg = Decimal(current_app.config["CLAIM_MOST_KG"])
    if business is None or not policy.is_small_gift(offer, most_kg):
        return ""
    is_own, is_allowed = offer.business_id == business.id, queries.is_claimable(offer.id)
    is_on_offer = is_on_offer_to(offer, business.id, clock.today()) and offer.free_kg > 0
    if not is_own and not (is_allowed and is_on_offer and business.is_active and visitor().is_confirmed):
        return ""
    return render_template("deals/_claim_at_once.html", offer=offer, is_own=is_own, is_allowed=is_allowed)


def _form(offer: Offer, me: UUID) -> ProposalForm | None:
    """A form for takers of a lot of which something is free."""
    business = acting_business()
    if offer.business_id == me or not is_on_offer_to(offer, me, clock.today()) or not offer.free_kg:
        return None
    if business is None or not business.is_active or not visitor().is_confirmed:
        return None
    form = ProposalForm()
    proposing.prepare(form, offer, proposing.own_need(request.args.get("need", ""), me), me, fresh=True)
    return form


@panel("need.aside", 10)
def beside_a_need(need: Need) -> str:
    """A word to holders: matching shows which of their lots fit."""
    business = acting_business()
    if business is None or need.business_id == business.id or need.state is not ListingState.PUBLISHED:
        return ""
    return render_template("deals/_beside_need.html", need=need)


@panel("company", 10)
def of_a_company(business: Business) -> str:
    """The first of the company's deals, those that wait for it first."""
    acting = acting_business()
    if acting is None or acting.id != business.id:
        return ""
    found = queries.board(business.id, size=5)
    return render_template(
        "deals/_of_company.html", more=found.next_cursor is not None, **_listed(found.rows, business.id)
    )


@panel("company.public", 10)
def record_of_a_company(business: Business) -> str:
    """How fast it answers and how often it carried a deal through, for everybody."""
    record = trust.record_of(business.id)
    median = span(record.median) if record.median is not None else ""
    return render_template("deals/_record.html", record=record, median=median)


def _listed(deals: Sequence[Deal], me: UUID) -> dict[str, Any]:
    return {"deals": deals, "me": me, "shown": shown, "labels": labels}
