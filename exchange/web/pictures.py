"""Pictures that the exchange draws itself: the cloth of a material, the land of the territory."""

from flask import Blueprint, Response, abort, make_response
from flask.typing import ResponseReturnValue

from exchange.web.audiences import Audience, open_to
from exchange.web.maps import territory_land
from exchange.web.weaves import weave_svg

CARD_THREADS = 32
"""Threads across a cloth: single yarns can be told apart on a card and on a cover."""
LONGEST_CODE = 80
KEPT_S = 30 * 86_400
"""A month: the drawings change only with a release, and then a mixture of old and new does no harm."""

bp = Blueprint("pictures", __name__)


@bp.get("/weaves/<code>.svg")
@open_to(Audience.ANYONE)
def weave(code: str) -> ResponseReturnValue:
    """The cloth of any code, known or not: a name alone decides it, so there is nothing to look up."""
    if len(code) > LONGEST_CODE:
        abort(404)
    return _kept(weave_svg(code, cells=CARD_THREADS))


@bp.get("/maps/territory.svg")
@open_to(Audience.ANYONE)
def land() -> ResponseReturnValue:
    """The outlines that every map points at."""
    return _kept(territory_land())


def _kept(svg: str) -> Response:
    response = make_response(svg)
    response.mimetype = "image/svg+xml"
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
