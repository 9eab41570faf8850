"""The one parser for numbers that people type: «1 234,5» and «1,234.5» by language, nothing exotic."""

import re
from decimal import Decimal

_LONGEST = 20
_BLANKS = str.maketrans("", "", " \u00a0\u202f'")
_GROUP_AND_POINT = {"fr": (".", ","), "nl": (".", ","), "en": (",", ".")}
_PLAIN = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?", re.ASCII)
_MINUS = "\u2212"


class BadNumber(ValueError):
    """Not a number that we read: exponents, NaN, infinities, underscores, other digits, more than 20 characters."""


def read_number(text: str, language: str = "en") -> Decimal:
    """The decimal that a person of this language means. Raises BadNumber.

    The other language's decimal sign is read too where it cannot be mistaken (``0.5`` in French).

    >>> read_number("1 234,5", "fr")
    Decimal('1234.5')
    >>> read_number("1,234.5", "en")
    Decimal('1234.5')
    """
    if len(text) > _LONGEST:
        raise BadNumber(text)
    plain = _normalised(text.strip().replace(_MINUS, "-").translate(_BLANKS), language)
    if not _PLAIN.fullmatch(plain):
        raise BadNumber(text)
    return Decimal(plain)


def _normalised(text: str, language: str) -> str:
    """ASCII digits with a point at most; a group sign only between groups of exactly three digits."""
    group, point = _GROUP_AND_POINT.get(language, _GROUP_AND_POINT["en"])
    if re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(point)}\d+)?", text, re.ASCII):
        text = text.replace(group, "")
        return text.replace(point, ".")
    if text.count(",") + text.count(".") == 1:
        return text.replace(",", ".")
    return text


def written(number: Decimal, language: str = "en") -> str:
    """A number as ``read_number`` reads it back in this language: its decimal sign, no groups.

    >>> written(Decimal("2.500"), "fr"), read_number("2.500", "fr")
    ('2,500', Decimal('2500'))
    """
    return f"{number:f}".replace(".", _GROUP_AND_POINT.get(language, _GROUP_AND_POINT["en"])[1])


def read_bounded(text: str, language: str, *, least: Decimal, most: Decimal, places: int) -> Decimal:
    """The number rounded to ``places`` and then held to its bounds, both included. Raises BadNumber."""
    value = read_number(text, language).quantize(Decimal(1).scaleb(-places))
    if not least <= value <= most:
        raise BadNumber(text)
    return value
