"""The door of the map that moves: the dots of a search, as many as a zoom has room for."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.listings.map import shown
from exchange.listings.map.areas import CLOSEST_ZOOM
from exchange.listings.search.criteria import read_criteria
from exchange.listings.search.filters import meant
from exchange.listings.search.totals import clusters
from exchange.listings.search.yards import own_yards
from exchange.web import copying
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("map", __name__)


@bp.get("/search/places.geojson")
@open_to(Audience.ANYONE)
def features() -> ResponseReturnValue:
    """The same address parameters as the search page, and the zoom; a broken one still draws."""
    copying.note_search()
    catalogue, language = catalogue_queries.current(), current_language()
    criteria = read_criteria(request.args, language, catalogue.materials, own_yards())
    found = clusters(criteria, catalogue, meant(catalogue, criteria.words, language))
    zoom = request.args.get("zoom", CLOSEST_ZOOM, type=int)
    answer = jsonify(shown.features(criteria, found, zoom))
    answer.mimetype = "application/geo+json"
    return answer
