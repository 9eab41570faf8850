"""The first page: what this is, a search, what is there now, what it has come to."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue_queries
from exchange.impact import queries as impact
from exchange.listings.map.areas import areas
from exchange.listings.map.shown import drawn
from exchange.listings.search import queries
from exchange.listings.search.cards import card
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.facets import facets
from exchange.listings.search.totals import clusters
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("home", __name__)
_SHOWN = 8


@bp.get("/")
@open_to(Audience.ANYONE)
def show() -> ResponseReturnValue:
    """Says in five seconds what this is, and lets one search at once."""
    catalogue, language = catalogue_queries.current(), current_language()
    lots, needs = Criteria(), Criteria(kind=Kind.NEED)
    counts = facets(lots, catalogue, [], [family.code for family in catalogue.families])
    return render_template(
        "listings/search/home.html",
        lots=[card(hit, catalogue, language) for hit in queries.page(lots, catalogue, [], None).rows[:_SHOWN]],
        needs=[card(hit, catalogue, language) for hit in queries.page(needs, catalogue, [], None).rows[:_SHOWN]],
        families=[
            (family, counts.materials.get(family.code, 0), url_for("search.show", material=family.code))
            for family in catalogue.families
        ],
        live=queries.live_counts(),
        saved=impact.total(),
        examples=[_("pallets"), _("spent grain"), _("cotton offcuts"), _("office chairs")],
        map=drawn(lots, areas(clusters(lots, catalogue, []))),
        language=language,
    )
