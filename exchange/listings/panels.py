"""What the room shows on pages of rooms further right."""

from typing import Any

from flask import render_template

from exchange.catalogue import queries as catalogue
from exchange.listings import labels, queries, shown
from exchange.web.languages import current_language
from exchange.web.panels import panel


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
    )
