"""Every change of state proves that it comes from our own page: a token per session, in every form."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from flask import current_app, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.refusals import Refusal

_KEY = "csrf"
_SHOWN = "navette.csrf_shown"
_MARK = "__proves_itself__"
_SAFE = {"GET", "HEAD", "OPTIONS"}


View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class StalePage(Refusal):
    """The form was not made for this session."""

    status = HTTPStatus.BAD_REQUEST


def csrf_token() -> str:
    """This session's token, made at first use, under a mask of this answer's own."""
    if _KEY not in session:
        session[_KEY] = secrets.token_urlsafe(24)
    token = str(session[_KEY])
    shown = request.environ.setdefault(_SHOWN, {})
    if token not in shown:  # signing in makes a new one on the way
        shown[token] = _masked(token)
    return str(shown[token])


def proves_itself(view: View) -> View:
    """Mark a view whose address holds a secret of its own: mail programs press it without any session of ours."""
    setattr(view, _MARK, True)
    return view


def check_csrf() -> None:
    """Before each request that changes something; a token counts with its mask and without. Raises StalePage."""
    if request.method in _SAFE or request.path.startswith("/api/") or _asks_no_token():
        return
    sent = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")
    token = str(session.get(_KEY, "")).encode()
    is_ours = any(hmac.compare_digest(shown, token) for shown in (sent.encode(), _unmasked(sent)))
    if not token or not is_ours:
        raise StalePage("stale_page", _("This page is too old. Go back, reload it and try again."))


def _masked(token: str) -> str:
    """The token so that it looks different in every answer: who guesses at compressed pages never meets it twice."""
    plain = token.encode()
    mask = secrets.token_bytes(len(plain))
    return urlsafe_b64encode(mask + _crossed(plain, mask)).decode()


def _unmasked(sent: str) -> bytes:
    """What is under the mask; nothing where it is no masked token."""
    try:
        both = urlsafe_b64decode(sent)
    except ValueError:
        return b""
    middle = len(both) // 2
    return _crossed(both[:middle], both[middle:]) if len(both) % 2 == 0 else b""


def _crossed(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _asks_no_token() -> bool:
    return request.endpoint is not None and hasattr(current_app.view_functions[request.endpoint], _MARK)
