"""Suggestions while somebody types, as a part of the posting forms."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import asking
from exchange.catalogue import queries as catalogue
from exchange.listings.forms.materials import fits, listed, offered
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("posting", __name__)


@bp.get("/posting/materials")
@open_to(Audience.ANYONE)
def materials() -> ResponseReturnValue:
    """The choices for the words typed so far; with ``many`` what is ticked stays ticked."""
    known, words = catalogue.current(), asking.words(request.args, "material_words")
    chosen, many = listed(known, request.args.getlist("material_code")), request.args.get("many") == "1"
    kept = chosen if many or fits(known, words, chosen) else []
    found = offered(known, words, kept, current_language())
    return render_template("listings/form/_materials.html", found=found, chosen=kept, many=many)
