"""Doors of the catalogue for people: what things are called here, what they weigh, where figures come from."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import asking, queries, shown
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.web.answers import wants_part
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language

bp = Blueprint("catalogue", __name__)


@bp.get("/materials")
@open_to(Audience.ANYONE)
def index() -> ResponseReturnValue:
    """The whole tree, or what the typed words may mean; as a part, choices for a form."""
    text = asking.words(request.args, "q", "material_words")
    catalogue, language = queries.current(), current_language()
    found = shown.found(catalogue, text, language) if text else []
    if wants_part():
        chosen = request.args.get("chosen", "")
        return render_template(
            "catalogue/_suggestions.html", found=found, text=text, chosen=chosen, field=asking.field_name(request.args),
            many=request.args.get("many") == "1", language=language,
        )  # fmt: skip
    return render_template("catalogue/index.html", catalogue=catalogue, found=found, text=text, language=language)


@bp.get("/materials/<code>")
@open_to(Audience.ANYONE)
def show(code: str) -> ResponseReturnValue:
    """One material: its words, waste codes valid today, figures with their sources, what it can replace."""
    catalogue = queries.current()
    material = catalogue.material(code)
    if material is None:
        raise NotFound
    facts = shown.facts(catalogue, material, clock.today())
    return render_template("catalogue/show.html", catalogue=catalogue, language=current_language(), **facts)


@bp.get("/sources")
@open_to(Audience.ANYONE)
def sources() -> ResponseReturnValue:
    """Where every figure comes from, and under which licence."""
    catalogue = queries.current()
    return render_template("catalogue/sources.html", catalogue=catalogue, groups=shown.sources(catalogue))
