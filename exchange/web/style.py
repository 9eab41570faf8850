"""All our sheets as one answer: a phone on a slow line asks once, and what it got it keeps for a year."""

import re
from functools import cache
from hashlib import sha256

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from exchange.web.audiences import Audience, open_to
from exchange.web.statics import STATIC, keep_for_ever, static_url

SHEETS = (
    "css/tokens", "vendor/fonts", "css/reset", "css/base", "css/parts/page", "css/parts/header",
    "css/parts/navigation", "css/parts/facets", "css/parts/buttons", "css/parts/cards", "css/parts/panels",
    "css/parts/forms", "css/parts/match", "css/parts/deals", "css/parts/lists", "css/parts/maps", "css/parts/home",
    "css/utilities",
)  # fmt: skip
"""Tokens first: they fix the order of the layers."""
PRINT_SHEET = "css/print"

bp = Blueprint("style", __name__)


@bp.get("/style.css")
@open_to(Audience.ANYONE)
def show() -> ResponseReturnValue:
    """Every sheet, in order; what is for paper stands last."""
    response = Response(_text(), mimetype="text/css")
    if request.args.get("v") == _digest():
        keep_for_ever(response)
    return response


def style_url() -> str:
    """The address of the sheets, changed with their content."""
    return url_for("style.show", v=_digest())


@cache
def _digest() -> str:
    return sha256(_text().encode()).hexdigest()[:10]


@cache
def _text() -> str:
    screen = "\n".join(_read(name) for name in SHEETS)
    return f"{screen}\n@media print {{\n{_read(PRINT_SHEET)}}}\n"


def _read(name: str) -> str:
    """A sheet whose fonts are asked for by the address that the page preloads; before the set-up there is no vendor."""
    path = STATIC / f"{name}.css"
    text = path.read_text("utf-8") if path.exists() else ""
    return re.sub(r"url\(([\w-]+\.woff2)\)", lambda found: f"url({static_url(f'vendor/{found[1]}')})", text)
