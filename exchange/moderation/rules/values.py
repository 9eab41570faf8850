"""What is written beside a condition, from text to canonical value."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.kernel.numbers import BadNumber, read_bounded
from exchange.kernel.trade import LegalStatus
from exchange.moderation.rules.core.conditions import WITHOUT_VALUE, ConditionKind, split_words
from exchange.web.languages import current_language

K = ConditionKind
MOST_WORDS = 100
_SURE = 0.9


class BadValue(ValueError):
    """Nothing that the condition can ask; the message says what was expected."""


def read_value(kind: ConditionKind, typed: str) -> str:
    """The canonical value. Raises BadValue."""
    if kind in WITHOUT_VALUE:
        return ""
    if not typed.strip():
        raise BadValue(_("Please fill this in."))
    return _READERS[kind](typed)


def _words(typed: str) -> str:
    words = split_words(typed)
    if not words or len(words) > MOST_WORDS:
        raise BadValue(_("Words separated by semicolons, a hundred at most."))
    return "; ".join(words)


def _material(typed: str) -> str:
    known = catalogue.current()
    entry = known.material(typed.strip())
    if entry is not None:
        return entry.code
    found = known.suggest(typed[:160], language=current_language(), most=3)
    if found and found[0].score >= _SURE:
        return found[0].code
    near = ", ".join(one.code for one in found)
    raise BadValue(_("The catalogue has no such material. Near: %(names)s", names=near or "–"))


def _status(typed: str) -> str:
    if typed.strip() not in set(LegalStatus):
        raise BadValue(_("Write one of: %(names)s.", names=", ".join(LegalStatus)))
    return typed.strip()


def _number(least: str, most: str, places: int) -> Callable[[str], str]:
    def read(typed: str) -> str:
        try:
            bounds = {"least": Decimal(least), "most": Decimal(most)}
            number = read_bounded(typed, current_language(), places=places, **bounds)
        except BadNumber:
            raise BadValue(_("A number between %(least)s and %(most)s.", least=least, most=most)) from None
        return f"{number:f}"

    return read


_READERS: Mapping[ConditionKind, Callable[[str], str]] = {
    K.WORDS: _words,
    K.MATERIAL: _material,
    K.STATUS: _status,
    K.PRICE_OUTLIER: _number("1.1", "1000", 1),
    K.QUANTITY_ABOVE: _number("0", "10000000000", 0),
    K.COMPANY_YOUNGER: _number("1", "3650", 0),
    K.FEWER_DEALS: _number("1", "1000", 0),
    K.SAME_TEXT: _number("50", "100", 0),
}
