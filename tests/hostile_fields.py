"""Which fields a hostile sender may fill: those of every form class, and those that views read by name alone."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from wtforms import FieldList, FileField, Form, FormField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from exchange.web.forms import ExchangeForm

ROOM = Path(__file__).parent.parent / "exchange"
Met = set[tuple[type[BaseForm], str]]
"""A form class and the name of a field that text was sent for."""


def forms() -> set[type[Form]]:
    """Every form class of the application but the guide's, which is only looked at; the app is imported."""
    return {
        one for one in _below(ExchangeForm) if one.__module__.partition(".")[0] == "exchange" and _is_sent_to_us(one)
    }


def _is_sent_to_us(form: type[Form]) -> bool:
    return form.__module__ != "exchange.web.guide"


def _below(form: type[Form]) -> set[type[Form]]:
    return {one for child in form.__subclasses__() for one in {child, *_below(child)}}


def fields_of(form: type[Form]) -> dict[str, type]:
    """Those that take text, choices and ticks included; files and parts are other tests' or their own forms'."""
    found = {name: getattr(form, name).field_class for name in dir(form) if _is_field(form, name)}
    return {name: kind for name, kind in found.items() if not issubclass(kind, FileField | FormField | FieldList)}


def _is_field(form: type[BaseForm], name: str) -> bool:
    return isinstance(getattr(form, name, None), UnboundField)


def read_by_name() -> set[str]:
    """The names that views ask ``request.form`` for without a form class."""
    return {name for path in ROOM.rglob("*.py") for name in _asked(ast.parse(path.read_text("utf-8")))}


def _asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_sent(node.func.value):
            yield from _constants(node.args[:1])
        elif isinstance(node, ast.Subscript) and _is_sent(node.value):
            yield from _constants([node.slice])
        elif isinstance(node, ast.Compare) and any(_is_sent(one) for one in node.comparators):
            yield from _constants([node.left])


def _is_sent(node: ast.AST) -> bool:
    return ast.unparse(node) == "request.form"


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@contextmanager
def watched() -> Iterator[Met]:
    """What forms were given to read inside; they read it as ever."""
    met: Met = set()
    process = BaseForm.process

    def seen(form: BaseForm, *arguments: Any, **options: Any) -> None:
        process(form, *arguments, **options)
        met.update((type(form), field.short_name) for field in form if getattr(field, "raw_data", None))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "process", seen)
        yield met
