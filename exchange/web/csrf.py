"""Every change of state proves that it comes from our own page: a token per session, in every form."""

import hmac
import secrets
from http import HTTPStatus

from flask import request, session
from flask_babel import gettext as _

from exchange.kernel.refusals import Refusal

_KEY = "csrf"
_SAFE = {"GET", "HEAD", "OPTIONS"}


class StalePage(Refusal):
    """The form was not made for this session."""

    status = HTTPStatus.BAD_REQUEST


def csrf_token() -> str:
    """This session's token, made at first use."""
    if _KEY not in session:
        session[_KEY] = secrets.token_urlsafe(24)
    return str(session[_KEY])


def check_csrf() -> None:
    """Before each request that changes something. Raises StalePage."""
    if request.method in _SAFE or request.path.startswith("/api/"):
        return
    sent = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")
    if not hmac.compare_digest(sent.encode(), str(session.get(_KEY, "")).encode()) or not sent:
        raise StalePage("stale_page", _("This page is too old. Go back, reload it and try again."))
