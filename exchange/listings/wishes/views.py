"""The door of the wish list."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.listings.models import Need
from exchange.listings.search import queries
from exchange.listings.search.cards import card, first_material
from exchange.listings.search.criteria import WITHIN_KM, Criteria, Kind
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business_id

bp = Blueprint("wishes", __name__)


@bp.get("/wishes")
@open_to(Audience.MEMBERS)
def index() -> ResponseReturnValue:
    """What members look for, newest first, each with the way to a lot that answers it; and three words to ask."""
    catalogue, language = catalogue_queries.current(), current_language()
    found = queries.page(Criteria(kind=Kind.NEED), catalogue, [], request.args.get("after"))
    rows = []
    for hit in found.rows:
        if isinstance(hit.listing, Need):
            is_mine = hit.listing.business_id == acting_business_id()
            rows.append((card(hit, catalogue, language), first_material(hit.listing, catalogue), is_mine))
    return render_template(
        "listings/wishes/index.html",
        rows=rows,
        within_km=WITHIN_KM,
        next_href=url_for(".index", after=found.next_cursor) if found.next_cursor else None,
        first_href=url_for(".index") if request.args.get("after") else None,
    )
