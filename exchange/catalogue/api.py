"""Doors of the catalogue for programs."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.catalogue import asking, queries
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.territory import territory
from exchange.web.audiences import Audience, open_to
from exchange.web.described import Described, Schema, described, record, rows
from exchange.web.languages import current_language

bp = Blueprint("catalogue_api", __name__, url_prefix="/api/v1")
_BARRED = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
_WORDS = rf"^[^{_BARRED}]*[^\s\u200b-\u200d\u2060\ufeff{_BARRED}][^{_BARRED}]*$"
"""What ``kernel.words.cleaned`` leaves something of."""


def _languages() -> Schema:
    return {"enum": list(territory().languages)}


_FOUND = record(code={"type": "string"}, label={"type": "string"}, score={"type": "number", "minimum": 0, "maximum": 1})
SUGGESTED = Described(
    record(items=rows(_FOUND)),
    query={"q": {"type": "string", "maxLength": asking.MOST_CHARS, "pattern": _WORDS}, "lang": _languages},
    required=("q",),
    is_open=True,
)


@bp.get("/materials")
@open_to(Audience.ANYONE)
@described(SUGGESTED)
def materials() -> ResponseReturnValue:
    """Materials that typed words may mean, best first: code, label in ``lang``, score from 0 to 1.

    Words in any of the languages are understood whatever ``lang`` is; it only breaks near ties.
    """
    text = asking.words(request.args, "q")
    if not text:
        raise Unprocessable("no_words", _("Say in q which material you look for."))
    catalogue, language = queries.current(), _language()
    found = catalogue.suggest(text, language=language, most=asking.MOST_SUGGESTIONS)
    return jsonify(
        items=[{"code": f.code, "label": catalogue.label(f.code, language), "score": f.score} for f in found]
    )


def _language() -> str:
    wish = request.args.get("lang")
    if wish is None:
        return current_language()
    if wish not in territory().languages:
        raise Unprocessable("unknown_language", _("This language is not spoken here."))
    return wish
