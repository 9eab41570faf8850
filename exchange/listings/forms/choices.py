"""Choices of the posting forms: values with what people call them."""

from collections.abc import Iterable

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs

from exchange.kernel.trade import Grade
from exchange.listings import labels


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Values and their words, as WTForms wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


def grades() -> list[tuple[str, str]]:
    """Best first, as people think of them."""
    return [(str(grade.value), labels.grade(grade)) for grade in reversed(Grade)]
