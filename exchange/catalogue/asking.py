"""What is asked of the catalogue at its doors: words, a language, a limit; checked once for people and programs."""

import re

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from exchange.kernel.refusals import Unprocessable
from exchange.kernel.words import BadText, cleaned

MOST_CHARS = 200
MOST_SUGGESTIONS = 10

_FIELD = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)


def words(args: MultiDict[str, str], *names: str) -> str:
    """The words typed, under the first of the names that is there. Raises Unprocessable above 200 characters."""
    text = next((args[name] for name in names if name in args), "")
    if len(text) > MOST_CHARS:
        raise Unprocessable("too_long", _("Use at most %(most)s characters.", most=MOST_CHARS))
    try:
        return cleaned(text)
    except BadText:
        raise Unprocessable("bad_text", _("These words hold characters that cannot be read.")) from None


def field_name(args: MultiDict[str, str]) -> str:
    """Under which name a form wants the choice back; ours where it asks for something odd."""
    wish = args.get("field", "")
    return wish if _FIELD.fullmatch(wish) else "material_code"
