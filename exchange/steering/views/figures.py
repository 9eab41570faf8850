"""The public figures of the territory."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.impact import queries as impact
from exchange.listings.search.queries import live_counts
from exchange.steering.queries import figures as queries
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("steering", __name__)


@bp.get("/territory")
@open_to(Audience.ANYONE)
def show() -> ResponseReturnValue:
    """Tonnes, businesses, net CO₂e with range and method, by family of materials."""
    families = queries.by_family(catalogue_queries.current(), current_language())
    return render_template("steering/show.html", total=impact.total(), live=live_counts(), families=families)
