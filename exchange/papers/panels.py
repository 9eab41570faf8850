"""What papers show on the page of a deal."""

from flask import render_template

from exchange.deals.models import Deal
from exchange.papers import policy, shown
from exchange.web.languages import NATIVE_NAMES
from exchange.web.panels import panel
from exchange.web.visitor import acting_business


@panel("deal", 80)
def documents(deal: Deal) -> str:
    """The documents of each load: those that are there, and those to come."""
    business = acting_business()
    if business is None or not policy.may_see(business.id, deal):
        return ""
    rows = shown.rows(deal)
    return render_template("papers/_documents.html", deal=deal, rows=rows, names=NATIVE_NAMES) if rows else ""
