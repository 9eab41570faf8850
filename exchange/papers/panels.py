"""What papers show on the page of a deal."""

from flask import render_template

from exchange.accounts.models import Business
from exchange.deals.models import Deal
from exchange.deals.policy import is_party
from exchange.kernel import clock
from exchange.papers import policy, sales, shown
from exchange.papers.cases import case_of
from exchange.papers.core.rules import asked
from exchange.papers.shown import open_points
from exchange.web.languages import NATIVE_NAMES
from exchange.web.panels import panel
from exchange.web.visitor import acting_business


@panel("deal", 20)
def dossier(deal: Deal) -> str:
    """What the law still asks; nothing where it asks nothing."""
    business = acting_business()
    if business is None or not is_party(business.id, deal) or not (deal.is_open or deal.was_agreed):
        return ""
    case = case_of(deal, today=clock.today())
    fields, points = asked(case), open_points(case)
    if not fields and not points:
        return ""
    return render_template("papers/_dossier.html", deal=deal, case=case, points=points, has_form=bool(fields))


@panel("deal", 80)
def documents(deal: Deal) -> str:
    """The documents of each load: those that are there, and those to come."""
    business = acting_business()
    if business is None or not policy.may_see(business.id, deal):
        return ""
    rows = shown.rows(deal)
    if not rows:
        return ""
    owed = {load.id for load in deal.movements if sales.is_owed(deal, load)}
    return render_template("papers/_documents.html", deal=deal, rows=rows, names=NATIVE_NAMES, owed=owed)


@panel("company", 60)
def of_a_company(business: Business) -> str:
    """The way to the company's register."""
    acting = acting_business()
    return render_template("papers/_of_company.html") if acting is not None and acting.id == business.id else ""
