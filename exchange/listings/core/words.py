"""What a few words say about a lot: «chutes de coton bio 300 kg» is a material, a number and a unit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from exchange.kernel.numbers import BadNumber, read_number

_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)", re.ASCII)
_WORDS = re.compile(r"\s*(([^\W\d_]+[³²23]?(?:/[^\W\d_]+[³²23]?)?)(?:\s+[^\W\d_]+)?)")
_LINKS = re.compile(
    r"^(?:(?:de|des|du|of|van|à|a|x)\s+|d['’])+|[\s,;:–-]+$|\s(?:de|des|du|of|van|à)\s*$", re.IGNORECASE
)

_SYMBOL = 2
"""«kg» alone is no material; «12 palettes» may well be."""

NameUnit = Callable[[str], str | None]
"""The code of the unit that people write so, or None."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the words say: the material's words without the quantity, how many, of which unit (its code)."""

    material: str
    quantity: Decimal | None = None
    unit: str | None = None


def read_words(text: str, language: str, name_unit: NameUnit) -> Spoken:
    """The first number with a unit; failing that, a number at the head; failing that, words alone.

    >>> units = {"kg": "kg", "big bags": "bigbag"}.get
    >>> read_words("chutes de coton bio 300 kg", "fr", units)
    Spoken(material='chutes de coton bio', quantity=Decimal('300'), unit='kg')
    >>> read_words("12 big bags de granulés PEHD", "fr", units)
    Spoken(material='granulés PEHD', quantity=Decimal('12'), unit='bigbag')
    >>> read_words("40 chaises", "fr", units)
    Spoken(material='chaises', quantity=Decimal('40'), unit=None)
    """
    text = text.strip()
    numbers = list(_numbers(text, language))
    for match, quantity in numbers:
        for words, end in _unit_words(text, match.end()):
            unit, rest = name_unit(words), _without(text, match.start(), end)
            if unit and (rest or len(words) <= _SYMBOL):
                return Spoken(rest, quantity, unit)
    for match, quantity in numbers[:1]:
        rest = _without(text, match.start(), match.end())
        if rest and not text[: match.start()].strip() and text[match.end()].isspace():
            return Spoken(rest, quantity)
    return Spoken(" ".join(text.split()))


def _numbers(text: str, language: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Numbers that stand alone or before their unit; «27mm» in the middle of a name is not read as a quantity."""
    for match in _NUMBER.finditer(text):
        try:
            quantity = read_number(match[1], language)
        except BadNumber:
            continue
        if quantity > 0:
            yield match, quantity


def _unit_words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The two words after a number, then the first alone; never a part of a word."""
    found = _WORDS.match(text, start)
    if found is None:
        return
    for group in (1, 2):
        end = found.end(group)
        if end >= len(text) or not re.match(r"[\w'’-]", text[end]):
            yield found[group], end


def _without(text: str, start: int, end: int) -> str:
    """The other words, without what linked them to the quantity."""
    before, after = text[:start].strip(), _LINKS.sub("", text[end:].strip())
    rest = " ".join(f"{before} {after}".split())
    return _LINKS.sub("", rest).strip()
