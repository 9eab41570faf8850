"""The door of company pages."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.kernel.refusals import NotFound
from exchange.listings.companies import queries
from exchange.listings.search.cards import card
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("companies", __name__)


@bp.get("/companies/<uuid:business_id>")
@open_to(Audience.ANYONE)
def show(business_id: UUID) -> ResponseReturnValue:
    """Who it is, how far it can be trusted, what it gives and looks for. One page for everybody, its own people too."""
    business = queries.company(business_id)
    if business is None:
        raise NotFound
    catalogue, language = catalogue_queries.current(), current_language()
    return render_template(
        "listings/companies/show.html",
        business=business,
        lots=[card(hit, catalogue, language) for hit in queries.shown_lots(business_id)],
        needs=[card(hit, catalogue, language) for hit in queries.shown_needs(business_id)],
    )
