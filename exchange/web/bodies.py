"""How much a request may bring: little everywhere, more where somebody hands in several files at once."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, request
from flask.typing import ResponseReturnValue

_MARK = "__most_bytes__"
_MEGABYTE = 1_000_000
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def takes_up_to(megabytes: int) -> Callable[[View], View]:
    """Mark a view that takes more than the app's ``MAX_CONTENT_LENGTH``; large files wait on disk, not in memory."""

    def mark(view: View) -> View:
        setattr(view, _MARK, megabytes * _MEGABYTE)
        return view

    return mark


def allow_large_bodies() -> None:
    """Before the first look at a form: only then does the limit still count."""
    view = current_app.view_functions.get(request.endpoint or "")
    most_bytes = getattr(view, _MARK, None)
    if most_bytes is not None:
        request.max_content_length = most_bytes
