"""An OpenAPI document of the doors, drawn from the map of addresses: for checks by schemathesis, not for programs.

`python -m tests.described [FIELD=VALUE …] > doors.json`; a value given for an id is tried beside invented ones.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from wtforms import Form, FormField
from wtforms.fields.core import UnboundField

from exchange.factory import create_app
from exchange.web.forms import ExchangeForm

ENDS_THE_STAY = {"accounts.sign_out", "security.end_other_sign_ins", "security.change_password"}
QUERY = (
    "q", "kind", "near", "km", "within", "commune", "material", "material_code", "price", "status", "grade", "least_kg",
    "sort", "after", "lang", "limit", "next", "code", "draft", "flow", "in", "many", "month", "need", "number", "stage",
    "topic", "v", "version", "zoom", "chosen", "offer_id", "box",
)  # fmt: skip
"""What views read from ``request.args``."""


def field_names() -> list[str]:
    """The names of all fields of all forms of the application, whichever form has them; those of parts as sent."""
    return sorted({name for form in _below(ExchangeForm) for name in _names(form)})


def _names(form: type[Form]) -> Iterator[str]:
    for name in dir(form):
        field = getattr(form, name)
        if not isinstance(field, UnboundField):
            continue
        yield name
        if issubclass(field.field_class, FormField):
            yield from (f"{name}-{inner}" for inner in _names(field.args[0]))


def _below(form: type[Form]) -> set[type[Form]]:
    return {one for child in form.__subclasses__() for one in {child, *_below(child)}}


def description(app: Flask, known: dict[str, list[str]]) -> dict[str, Any]:
    """Every address but those that would end the visitor's own stay."""
    paths: dict[str, Any] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and rule.endpoint not in ENDS_THE_STAY:
            template = "".join(f"{{{text}}}" if is_dynamic else text for is_dynamic, text in rule._trace)
            paths[template.partition("|")[2]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ENDS_THE_STAY or rule.endpoint == "static":
            continue
        address = "".join(f"{{{text}}}" if is_dynamic else text for is_dynamic, text in rule._trace).partition("|")[2]
        for method in (rule.methods or set()) & {"GET", "POST"}:
            paths[address][method.lower()] = _operation(rule, method, known)
    return {"openapi": "3.0.3", "info": {"title": "Doors", "version": "1"}, "paths": paths}


def _operation(rule: Rule, method: str, known: dict[str, list[str]]) -> dict[str, Any]:
    inside = [
        {"name": name, "in": "path", "required": True, "schema": _schema(rule, name, known)} for name in rule.arguments
        if name in rule._converters
    ]  # fmt: skip
    if method == "GET":
        asked = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in QUERY]
        return {"parameters": inside + asked, "responses": {"default": {"description": "any"}}}
    fields = {name: {"type": "string"} for name in field_names()}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}}
    return {"parameters": inside, "requestBody": body, "responses": {"default": {"description": "any"}}}


def _schema(rule: Rule, name: str, known: dict[str, list[str]]) -> dict[str, Any]:
    converter = rule._converters[name]
    if name in known:
        return {"anyOf": [{"enum": known[name]}, {"type": "string", "format": "uuid"}]}
    if hasattr(converter, "items"):
        return {"enum": sorted(converter.items)}
    kind = type(converter).__name__
    return {"type": "integer"} if kind == "IntegerConverter" else {"type": "string", "minLength": 1}


if __name__ == "__main__":
    given = dict(argument.split("=", 1) for argument in sys.argv[1:])
    sys.stdout.write(json.dumps(description(create_app(), {name: text.split(",") for name, text in given.items()})))
