"""The base form and the fields of the border: one reader for text, one for numbers, messages beside the field."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import CombinedMultiDict
from wtforms import DateField, Field, Form, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.i18n import get_translations
from wtforms.validators import Length, Optional, StopValidation

from exchange.kernel.numbers import BadNumber, read_bounded
from exchange.kernel.words import BadText, cleaned
from exchange.web.languages import current_language

LINE_CHARS = 160
TEXT_CHARS = 4000


class ExchangeForm(Form):
    """Text in, checked draft out. The token of the session is checked at the door, not here."""

    class Meta:
        """WTForms' own messages in the language of the page."""

        def get_translations(self, form: BaseForm) -> Any:
            """WTForms ships French and Dutch; English needs none."""
            return get_translations([current_language()])


class LineField(StringField):
    """One line of clean text, capped."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), *, most: int = LINE_CHARS, **options: Any):
        super().__init__(label, [*validators, Length(max=most)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed. Raises ValueError with a message for text that we never keep."""
        if valuelist:
            self.data = _read_text(valuelist[0])
            if "\n" in self.data:
                raise ValueError(_l("One line only."))


class ParagraphField(TextAreaField):
    """Several lines of clean text, capped."""

    def __init__(self, label: Any = None, validators: Sequence[Any] = (), *, most: int = TEXT_CHARS, **options: Any):
        super().__init__(label, [*validators, Length(max=most)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed. Raises ValueError with a message for text that we never keep."""
        if valuelist:
            self.data = _read_text(valuelist[0])


def _read_text(typed: str) -> str:
    try:
        return cleaned(typed)
    except BadText:
        raise ValueError(_l("This text holds characters that cannot be stored.")) from None


class NumberField(StringField):
    """A number as people of the page's language write it, rounded, then bounded; what was typed is kept."""

    data: Decimal | None  # type: ignore[assignment] # text is only how it arrives

    def __init__(
        self, label: Any = None, validators: Sequence[Any] = (), *, least: str, most: str, places: int, **options: Any
    ):
        self.least, self.most, self.places = Decimal(least), Decimal(most), places
        super().__init__(label, list(validators), **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read with the border's one parser. Raises ValueError naming the bounds."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = read_bounded(
                valuelist[0], current_language(), least=self.least, most=self.most, places=self.places
            )
        except BadNumber:
            raise ValueError(
                _l("A number between %(least)s and %(most)s, as in 12.5.", least=self.least, most=self.most)
            ) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return plain(self.data) if self.data is not None else ""


def plain(number: Decimal) -> str:
    """A number for an input of the page's language: no group signs, no trailing zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if current_language() == "en" else text.replace(".", ",")


class DayField(DateField):
    """A calendar day between 2000 and 2100; the browser's own picker writes ISO dates."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError for what is no day, or a day that no deal can mean."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        super().process_formdata(valuelist)
        if self.data is not None and not 2000 <= self.data.year <= 2100:
            self.data = None
            raise ValueError(_l("A day between 2000 and 2100."))


class Needed:
    """The field must be filled; says so in words, marks the input as required."""

    field_flags = {"required": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation when nothing was given (a reader's own message goes first)."""
        if field.errors:
            raise StopValidation
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(_l("Please fill this in."))


def filled(form_class: type[ExchangeForm], **options: Any) -> Any:
    """The form with what this request sent, fields and files."""
    if request.method == "POST":
        return form_class(request.form if not request.files else _with_files(), **options)
    return form_class(**options)


def _with_files() -> Any:
    return CombinedMultiDict([request.form, request.files])


__all__ = [
    "DayField",
    "ExchangeForm",
    "LineField",
    "Needed",
    "NumberField",
    "Optional",
    "ParagraphField",
    "filled",
    "plain",
]
