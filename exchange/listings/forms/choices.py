"""Choices of the posting forms: values with what people call them."""

from collections.abc import Iterable

from flask_babel import gettext as _
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from exchange.kernel.trade import Grade
from exchange.listings import labels


class OneOf(RadioField):
    """One of the choices must be taken; none is taken for the person."""

    def pre_validate(self, form: BaseForm) -> None:
        """Raises StopValidation in words that say what to do."""
        if self.data not in {one.data for one in self}:
            raise StopValidation(_("Please choose one."))


class TicksField(SelectMultipleField):
    """Several of a list, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Values and their words, as WTForms wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


def grades() -> list[tuple[str, str]]:
    """Best first, as people think of them."""
    return [(str(grade.value), labels.grade(grade)) for grade in reversed(Grade)]
