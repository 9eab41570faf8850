"""In which language a page speaks: the person's choice, then the browser's, then the territory's."""

from flask import Blueprint, has_request_context, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from exchange.kernel.territory import territory
from exchange.web.answers import local_path
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.visitor import visitor

NATIVE_NAMES = {"fr": "Français", "en": "English", "nl": "Nederlands"}
_KEY = "language"

bp = Blueprint("web", __name__)


def chosen_language() -> str:
    """The language for this request; ``?lang=`` counts for one answer only and stores nothing.

    Workers and commands speak the territory's language unless they write to somebody.
    """
    if not has_request_context():
        return territory().default_language
    known = territory().languages
    for wish in (request.args.get("lang"), session.get(_KEY), visitor().language):
        if wish in known:
            return str(wish)
    return request.accept_languages.best_match(known) or territory().default_language


def current_language() -> str:
    """The two-letter code of the language in force (inside mail, the reader's)."""
    locale = get_locale()
    return str(locale.language) if locale else territory().default_language


def forget_all_but_language() -> None:
    """A new session for who comes in or goes out: nothing of the one before it but the language."""
    language = session.get(_KEY)
    session.clear()
    if language:
        session[_KEY] = language


@bp.post("/language")
@open_to(Audience.ANYONE)
@also_on_behalf
def choose_language() -> ResponseReturnValue:
    """Remember a language for this browser."""
    language = request.form.get("language", "")
    if language in territory().languages:
        session[_KEY] = language
    return redirect(local_path(request.form.get("next")) or "/", 303)
