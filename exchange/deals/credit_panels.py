"""What a company's handovers saved, on its own page and on the one that strangers see."""

from flask import render_template

from exchange.accounts.models import Business
from exchange.deals import credited
from exchange.web.panels import panel
from exchange.web.visitor import acting_business


@panel("company.public", 15)
def saved_in_public(business: Business) -> str:
    """Tonnes and net CO₂e with range, once there are enough handovers."""
    total = credited.public(business.id)
    return "" if total is None else render_template("deals/_saved.html", total=total, credit=None)


@panel("company", 15)
def saved_by_own(business: Business) -> str:
    """The same from the first handover on, with the euro of the agreed prices."""
    acting = acting_business()
    if acting is None or acting.id != business.id:
        return ""
    credit = credited.own(business.id)
    return render_template("deals/_saved.html", total=credit.total, credit=credit) if credit.total.handovers else ""
