"""Every change of state proves that it comes from our own page: a token per session, in every form."""

import hmac
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from flask import current_app, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.refusals import Refusal

_KEY = "csrf"
_MARK = "__proves_itself__"
_SAFE = {"GET", "HEAD", "OPTIONS"}


View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class StalePage(Refusal):
    """The form was not made for this session."""

    status = HTTPStatus.BAD_REQUEST


def csrf_token() -> str:
    """This session's token, made at first use."""
    if _KEY not in session:
        session[_KEY] = secrets.token_urlsafe(24)
    return str(session[_KEY])


def proves_itself(view: View) -> View:
    """Mark a view whose address holds a secret of its own: mail programs press it without any session of ours."""
    setattr(view, _MARK, True)
    return view


def check_csrf() -> None:
    """Before each request that changes something. Raises StalePage."""
    if request.method in _SAFE or request.path.startswith("/api/") or _asks_no_token():
        return
    sent = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")
    if not hmac.compare_digest(sent.encode(), str(session.get(_KEY, "")).encode()) or not sent:
        raise StalePage("stale_page", _("This page is too old. Go back, reload it and try again."))


def _asks_no_token() -> bool:
    return request.endpoint is not None and hasattr(current_app.view_functions[request.endpoint], _MARK)
