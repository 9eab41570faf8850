"""The doors for programs say what they take and answer; `/api/openapi.json` is drawn from that, so it cannot lag."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from werkzeug.routing import Rule

_MARK = "__described__"
_PREFIX = "/api/v1/"
_REFUSALS = {
    "401": "Nobody is signed in",
    "403": "Not for this role, or the address of the account is not confirmed",
    "404": "Nothing there, or nothing that the visitor may see",
    "422": "A parameter is not as described",
    "429": "Too many requests; Retry-After says how many seconds to wait",
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "instance"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "description": "/problems/ and the code"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language of the request"},
        "code": {"type": "string", "description": "What programs should compare"},
        "instance": {"type": ["string", "null"], "description": "The number of this request in the log"},
    },
}

Schema = Mapping[str, Any]
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, slots=True)
class Described:
    """What one door answers and which parameters it reads from the address, each as JSON Schema."""

    answer: Schema
    query: Mapping[str, Schema | Callable[[], Schema]] = field(default_factory=dict)
    """A function where the territory decides: it is asked when the document is drawn."""
    required: Sequence[str] = ()
    is_open: bool = False
    """Whether strangers are answered too."""


def described(said: Described) -> Callable[[View], View]:
    """Mark a view for programs with what it takes and answers."""

    def mark(view: View) -> View:
        setattr(view, _MARK, said)
        return view

    return mark


def record(**properties: Schema) -> Schema:
    """An object that has exactly these fields, always all of them."""
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


def rows(of: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": of}


def document() -> dict[str, Any]:
    """The doors under /api/v1/ as OpenAPI 3.1. Raises RuntimeError naming a door that says nothing of itself."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(api_rules(current_app), key=lambda rule: rule.rule):
        address = "".join(f"{{{text}}}" if is_dynamic else text for is_dynamic, text in rule._trace)  # noqa: SLF001 (the parts as parsed; nothing public tells them)
        paths[address.partition("|")[2]] = {"get": _operation(rule)}
    cookie = {"type": "apiKey", "in": "cookie", "name": current_app.config["SESSION_COOKIE_NAME"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Navette", "version": "1", "license": {"name": "AGPL-3.0-or-later"}},
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM}, "securitySchemes": {"session": cookie}},
    }


def api_rules(app: Flask) -> list[Rule]:
    """The addresses for programs; all of them only read."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(_PREFIX)]


def _operation(rule: Rule) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    said: Described | None = getattr(view, _MARK, None)
    if said is None:
        raise RuntimeError(f"{rule.rule} does not say what it takes and answers")
    inside = [_parameter(name, "path", {"type": "string", "format": "uuid"}, is_needed=True) for name in _ids(rule)]
    asked = [
        _parameter(name, "query", schema() if callable(schema) else schema, is_needed=name in said.required)
        for name, schema in said.query.items()
    ]
    return {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": " ".join((view.__doc__ or "").split()),
        "parameters": inside + asked,
        "security": [{}] if said.is_open else [{"session": []}],
        "responses": {"200": _json("The answer", said.answer), **_refusals(said)},
    }


def _ids(rule: Rule) -> list[str]:
    return [text for is_dynamic, text in rule._trace if is_dynamic]  # noqa: SLF001 (as above)


def _parameter(name: str, place: str, schema: Schema, *, is_needed: bool) -> dict[str, Any]:
    return {"name": name, "in": place, "required": is_needed, "schema": schema}


def _refusals(said: Described) -> dict[str, Any]:
    of_strangers = {"401", "403", "404"} if said.is_open else set()
    return {
        status: _json(words, {"$ref": "#/components/schemas/Problem"}, "application/problem+json")
        for status, words in _REFUSALS.items()
        if status not in of_strangers
    }


def _json(words: str, schema: Schema, kind: str = "application/json") -> dict[str, Any]:
    return {"description": words, "content": {kind: {"schema": schema}}}
