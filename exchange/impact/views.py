"""How the figures are reckoned, for everybody."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exchange.impact import method as queries
from exchange.kernel.refusals import NotFound
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("impact", __name__)


@bp.get("/method")
@open_to(Audience.ANYONE)
def method() -> ResponseReturnValue:
    """The rules, and the factors of a version with their sources; the newest unless ``version`` names another."""
    known = queries.versions()
    asked = request.args.get("version", str(known[0]))
    if asked not in map(str, known):
        raise NotFound
    found = queries.of_version(int(asked), current_language())
    return render_template("impact/method.html", method=found, versions=known)
