"""What the list of partners shows on other pages."""

from flask import render_template

from exchange.accounts.models import Business
from exchange.listings.partners import queries
from exchange.web.panels import panel
from exchange.web.visitor import acting_business, visitor


@panel("company", 25)
def our_partners(business: Business) -> str:
    """Who sees first what my company posts; only its own people read the list."""
    acting = acting_business()
    if acting is None or acting.id != business.id or not visitor().is_confirmed:
        return ""
    return render_template("listings/partners/_of_company.html", partners=queries.partners_of(business.id))


@panel("company.public", 20)
def beside_a_company(business: Business) -> str:
    """One press to count another company among ours, or no more."""
    acting = acting_business()
    if acting is None or acting.id == business.id or not visitor().is_confirmed:
        return ""
    is_ours = queries.is_partner(acting.id, business.id)
    return render_template("listings/partners/_beside_company.html", business=business, is_ours=is_ours)
