"""The door of company pages."""

from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.listings.companies import queries
from exchange.listings.models import Need, Offer
from exchange.listings.partners.queries import shown_first
from exchange.listings.search.cards import card
from exchange.listings.search.filters import Listing
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business

bp = Blueprint("companies", __name__)


@bp.get("/companies/<uuid:business_id>")
@open_to(Audience.ANYONE)
def show(business_id: UUID) -> ResponseReturnValue:
    """Who it is, how far it can be trusted, what it gives and looks for. One page for everybody, its own people too;
    its partners find besides what it shows them first.
    """
    business = queries.company(business_id)
    if business is None:
        raise NotFound
    catalogue, language = catalogue_queries.current(), current_language()
    acting = acting_business()
    first = [
        card(hit, catalogue, language)
        for table in (Offer, Need)
        for hit in (shown_first(table, _named(table, business_id), acting.id, clock.today()) if acting else [])
    ]
    return render_template(
        "listings/companies/show.html",
        business=business,
        lots=[card(hit, catalogue, language) for hit in queries.shown_lots(business_id)],
        first=first,
        needs=[card(hit, catalogue, language) for hit in queries.shown_needs(business_id)],
    )


def _named(table: Listing, business_id: UUID) -> list[sa.ColumnElement[bool]]:
    return [table.business_id == business_id, ~table.is_anonymous]
