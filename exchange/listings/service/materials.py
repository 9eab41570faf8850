"""From material codes to the intervals that matching compares."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import Range

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.tree import Span
from exchange.kernel.refusals import Unprocessable


def material_span(code: str) -> Range[int]:
    """The interval of a node. Raises Unprocessable for a code that the catalogue does not list."""
    entry = catalogue.current().material(code)
    if entry is None or entry.is_retired:
        raise Unprocessable("unknown_material", _("The catalogue has no material “%(code)s”.", code=code))
    return _interval(entry.span)


def material_spans(codes: Iterable[str]) -> list[Range[int]]:
    """What a need for these nodes accepts: their intervals and those of their substitutes, for ``Need.material``.

    Raises Unprocessable for an unknown code.
    """
    known = catalogue.current()
    spans = []
    for code in codes:
        spans.append(material_span(code))
        spans += [_interval(known.span(rule.substitute_code)) for rule in known.substitutions_into(code)]
    return spans


def _interval(span: Span) -> Range[int]:
    return Range(span.lft, span.end)
