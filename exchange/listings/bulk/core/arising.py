"""What people write into cells for how often, on which weekdays and in which months, in three languages. Pure."""

import re

from exchange.kernel.words import folded
from exchange.listings.core.season import EVERY_MONTH, EVERY_WEEKDAY

_ONCE = frozenset(["", "once", "one_off", "one-off", "une fois", "une seule fois", "ponctuel", "eenmalig", "een keer"])
_FLOW = frozenset(
    ["every month", "monthly", "flow", "chaque mois", "tous les mois", "mensuel", "flux", "elke maand", "maandelijks"]
)
_WEEKLY = frozenset(
    ["every week", "weekly", "chaque semaine", "toutes les semaines", "hebdomadaire", "elke week", "wekelijks"]
)
_DAYS = (
    "monday lundi maandag", "tuesday mardi dinsdag", "wednesday mercredi woensdag", "thursday jeudi donderdag",
    "friday vendredi vrijdag", "saturday samedi zaterdag", "sunday dimanche zondag",
)  # fmt: skip
_MONTHS = (
    "january janvier januari", "february fevrier februari", "march mars maart mrt", "april avril april",
    "may mai mei", "june juin juni", "july juillet juli juil", "august aout augustus", "september septembre september",
    "october octobre oktober", "november novembre november", "december decembre december",
)  # fmt: skip
_APART = re.compile(r"[,;/&+]|\b(?:and|et|en)\b")
_SPAN = re.compile(r"\s*(?:-|–|—|\bto\b|\ba\b|\bau\b|\btot\b|\bt/m\b)\s*")
_LEAST_LETTERS = {"days": 2, "months": 3}
"""«Di» would be Sunday in French and Tuesday in Dutch: what fits several names fits none."""


def rhythm(text: str) -> str | None:
    """The form's answer for how often; nothing is once, other words None."""
    word = " ".join(folded(text).split())
    answers = {"one_off": _ONCE, "weekly": _WEEKLY, "flow": _FLOW}
    return next((answer for answer, words in answers.items() if word in words), None)


def weekdays(text: str) -> list[str] | None:
    """Days as the form wants them, from names, their beginnings or ISO numbers; None for what is none.

    >>> weekdays("Tue, Fri"), weekdays("lundi au mercredi"), weekdays("2;5"), weekdays("someday")
    (['2', '5'], ['1', '2', '3'], ['2', '5'], None)
    """
    return _several(text, _DAYS, _LEAST_LETTERS["days"], len(EVERY_WEEKDAY))


def months(text: str) -> list[str] | None:
    """Months as the form wants them; a span may go over the turn of the year.

    >>> months("Oct–Dec"), months("novembre à janvier"), months("10-12"), months("13")
    (['10', '11', '12'], ['1', '11', '12'], ['10', '11', '12'], None)
    """
    return _several(text, _MONTHS, _LEAST_LETTERS["months"], len(EVERY_MONTH))


def _several(text: str, names: tuple[str, ...], least: int, most: int) -> list[str] | None:
    found: set[int] = set()
    for part in filter(str.strip, _APART.split(folded(text))):
        ends = [_one(word, names, least) for word in _SPAN.split(part.strip())]
        if len(ends) > 2 or None in ends:
            return None
        found |= _through(int(ends[0] or 0), int(ends[-1] or 0), most)
    return [str(number) for number in sorted(found)]


def _through(first: int, last: int, most: int) -> set[int]:
    """From one to the other, around the turn of the week or the year."""
    return {(first - 1 + step) % most + 1 for step in range((last - first) % most + 1)}


def _one(word: str, names: tuple[str, ...], least: int) -> int | None:
    word = word.strip(" .")
    if word.isascii() and word.isdigit():
        return int(word) if 1 <= int(word) <= len(names) else None
    if len(word) < least:
        return None
    fits = {number for number, name in enumerate(names, 1) if any(one.startswith(word) for one in name.split())}
    return fits.pop() if len(fits) == 1 else None
