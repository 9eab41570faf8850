"""Forms as the texts that somebody typed, and back: how drafts are kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, FileField

from exchange.kernel.numbers import BadNumber, read_bounded
from exchange.kernel.words import BadText, cleaned
from exchange.listings.forms.asking import ListingForm
from exchange.web.forms import NumberField, plain

Typed = dict[str, list[str]]
_NOT_KEPT = {"version", "draft_id", "photo_description"}
DAYS = {"available_from", "available_until", "wanted_from", "wanted_until", "partners_from", "everyone_from"}


def sent(form: ListingForm, given: MultiDict[str, str]) -> Typed:
    """What was typed into the form's own fields; what no listing may carry is left out, and so are files."""
    typed = {field.name: [_clean(text) for text in given.getlist(field.name)] for field in _kept(form)}
    return {name: texts for name, texts in typed.items() if any(texts)}


def as_typed(form: ListingForm) -> Typed:
    """What somebody would have typed to answer like this, days left open: a copy is for another time."""
    typed = {field.name: _texts(field) for field in _kept(form) if field.name not in DAYS}
    return {name: texts for name, texts in typed.items() if any(texts)}


def typed_again(form: ListingForm, answers: Mapping[str, Any], language: str) -> MultiDict[str, str]:
    """The kept texts, with numbers written for whoever reads them now: «1,5» in French is «1.5» in English."""
    texts: MultiDict[str, str] = MultiDict()
    for field in _kept(form):
        for text in answers.get(field.name, []):
            texts.add(field.name, _number(field, text, language) if isinstance(field, NumberField) else text)
    return texts


def _kept(form: ListingForm) -> list[Field]:
    return [field for field in form if field.name not in _NOT_KEPT and not isinstance(field, FileField)]


def _clean(text: str) -> str:
    try:
        return cleaned(text)
    except BadText:
        return ""


def _texts(field: Field) -> list[str]:
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    if isinstance(field, NumberField):
        return [plain(field.data)] if field.data is not None else []
    if isinstance(field.data, list):
        return [str(one) for one in field.data]
    if isinstance(field.data, date):
        return [field.data.isoformat()]
    return [str(field.data)] if field.data is not None else []


def _number(field: NumberField, text: str, language: str) -> str:
    try:
        return plain(read_bounded(text, language, least=field.least, most=field.most, places=field.places))
    except BadNumber:
        return text
