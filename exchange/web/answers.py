"""One answer for two kinds of browser: a part for htmx, a page or a redirect for the rest."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def wants_part() -> bool:
    """Whether htmx asks for a piece of the page (not a boosted or history navigation)."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and not (
        headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    )


def answer(part: str, *, then: str, **context: Any) -> ResponseReturnValue:
    """After a verb: the changed part for htmx, otherwise off to the page that shows it."""
    if wants_part():
        return render_template(part, **context)
    return go(then)


def go(to: str) -> Response:
    """Off to another page; htmx navigates as a whole."""
    if wants_part():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = to
        return response
    return make_response(redirect(to, 303))


def page_or_part(page: str, part: str, **context: Any) -> str:
    """A page, or only the part of it that htmx asked to refresh."""
    return render_template(part if wants_part() else page, **context)


def local_path(address: str | None) -> str | None:
    """An address to go on to, if it is a plain path on this host; otherwise None (open redirects)."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or "\\" in address or any(ord(char) < 32 for char in address):
        return None
    return address
