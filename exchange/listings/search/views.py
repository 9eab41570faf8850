"""Doors of the search."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.kernel.territory import territory
from exchange.kernel.words import folded
from exchange.listings.map.shown import places
from exchange.listings.saved.queries import saved_as
from exchange.listings.search import queries, shown
from exchange.listings.search.cards import card
from exchange.listings.search.criteria import WITHIN_KM, read_criteria
from exchange.listings.search.filters import meant
from exchange.web.answers import page_or_part
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import visitor

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.ANYONE)
def show() -> ResponseReturnValue:
    """What is to be had or wanted: results, filters with exact counts, map. The address is the whole search."""
    catalogue, language = catalogue_queries.current(), current_language()
    criteria = read_criteria(request.args, language, catalogue.materials)
    meanings = meant(catalogue, criteria.words, language)
    found = queries.page(criteria, catalogue, meanings, request.args.get("after"))
    counts = queries.facets(criteria, catalogue, meanings)
    clusters = queries.clusters(criteria, catalogue, meanings)
    return page_or_part(
        "listings/search/show.html",
        "listings/search/_results.html",
        criteria=criteria,
        cards=[card(hit, catalogue, language) for hit in found.rows],
        facets=shown.facets(criteria, counts, catalogue, language),
        chips=shown.chips(criteria, catalogue, language),
        counts=counts,
        heading=shown.heading(criteria, counts.total),
        places=places(criteria, clusters),
        meanings=shown.meanings(criteria, meanings, catalogue, language),
        next_href=shown.address(criteria, after=found.next_cursor) if found.next_cursor else None,
        first_href=shown.address(criteria) if request.args.get("after") else None,
        sorts=shown.sorts(criteria),
        within_km=WITHIN_KM,
        communes=sorted((c for c in territory().communes.values() if c.inside), key=lambda c: folded(c.name)),
        kept=saved_as(visitor().person_id, criteria),
    )
