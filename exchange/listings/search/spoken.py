"""A search in words, for those who read it apart from its results."""

from flask_babel import gettext as _

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings import labels
from exchange.listings.search import sectors
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.shown import bounds, price_kind_label
from exchange.web.formats import km, quoted

LONGEST_NAME = 160
_MOST_NAMED = 6
"""Communes that are named one by one."""


def in_words(criteria: Criteria, catalogue: Catalogue, language: str) -> list[str]:
    """Each criterion that decides, in the language in force; the kind first."""
    told = [
        _("Needs") if criteria.kind is Kind.NEED else _("Surpluses"),
        quoted(criteria.words) if criteria.words else "",
        _or([catalogue.label(code, language) for code in criteria.materials]),
        _within(criteria),
        communes(criteria),
        _or([price_kind_label(price) for price in criteria.prices]),
        _or([str(labels.legal_status(status)) for status in criteria.statuses]),
        _or([sectors.label(section) for section in criteria.sectors]),
        *(label for _name, label in bounds(criteria)),
    ]
    return [words for words in told if words]


def communes(criteria: Criteria) -> str:
    """The set of communes, the first few by name; empty for none."""
    names = [commune.name for commune in criteria.communes]
    if len(names) <= _MOST_NAMED:
        return _("around %(towns)s", towns=_or(names)) if names else ""
    return _("around %(towns)s and %(num)d more", towns=", ".join(names[:_MOST_NAMED]), num=len(names) - _MOST_NAMED)


def name_of(criteria: Criteria, catalogue: Catalogue, language: str) -> str:
    """What a search is called until its person calls it otherwise: its words bare, for sentences quote the name."""
    kind, *rest = in_words(criteria, catalogue, language)
    if criteria.words:
        rest[0] = criteria.words
    return (", ".join(rest) or kind)[:LONGEST_NAME]


def _within(criteria: Criteria) -> str:
    if criteria.near is None or criteria.within_km is None:
        return ""
    return _("within %(distance)s of %(town)s", distance=km(criteria.within_km), town=criteria.near.name)


def _or(names: list[str]) -> str:
    """Alternatives: «A, B or C»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s", first=", ".join(names[:-1]), last=names[-1])
