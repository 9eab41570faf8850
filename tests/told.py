"""Reading the document for programs: the schema of a door's answer, and where an answer departs from it."""

from collections.abc import Iterator
from typing import Any


def described(told: dict[str, Any], endpoint: str) -> dict[str, Any]:
    """The schema of the good answer."""
    operations = [one for path in told["paths"].values() for one in path.values()]
    [mine] = [one for one in operations if one["operationId"] == endpoint.replace(".", "_")]
    return dict(mine["responses"]["200"]["content"]["application/json"]["schema"])


def departures(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where fields of an answer are not those of its schema; both ends of ``anyOf`` may fit."""
    if "anyOf" in schema:
        if all(list(departures(value, one, at)) for one in schema["anyOf"]):
            yield f"{at}: none of {len(schema['anyOf'])}"
    elif isinstance(value, list) and "items" in schema:
        for member in value:
            yield from departures(member, schema["items"], f"{at}[]")
    elif isinstance(value, dict) and "properties" in schema:
        yield from (f"{at}.{name}" for name in value.keys() ^ schema["properties"].keys())
        for name in value.keys() & schema["properties"].keys():
            yield from departures(value[name], schema["properties"][name], f"{at}.{name}")
    elif isinstance(value, dict) != (schema.get("type") == "object"):
        yield f"{at}: {type(value).__name__}"
