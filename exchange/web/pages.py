"""Pages that only explain."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.web.audiences import Audience, open_to

bp = Blueprint("pages", __name__)


@bp.get("/about")
@open_to(Audience.ANYONE)
def about() -> ResponseReturnValue:
    """What the exchange is and how a deal goes."""
    return render_template("web/about.html")


@bp.get("/legal")
@open_to(Audience.ANYONE)
def legal() -> ResponseReturnValue:
    """Who runs it, contact points, terms in short."""
    return render_template("web/legal.html")


@bp.get("/accessibility")
@open_to(Audience.ANYONE)
def accessibility() -> ResponseReturnValue:
    """How accessible it is, honestly."""
    return render_template("web/accessibility.html")
