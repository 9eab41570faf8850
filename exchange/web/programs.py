"""Where programs learn which doors there are for them."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from exchange.web.audiences import Audience, open_to
from exchange.web.described import document

bp = Blueprint("programs", __name__)


@bp.get("/api/openapi.json")
@open_to(Audience.ANYONE)
def openapi() -> ResponseReturnValue:
    """The doors under /api/v1/ in OpenAPI 3.1; the same for everybody."""
    return jsonify(document())
