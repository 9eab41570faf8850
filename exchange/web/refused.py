"""Every refusal is drawn here, once: a page, a part or a problem (RFC 9457); nothing answers 500 in silence."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from exchange.kernel.orm import session
from exchange.kernel.refusals import Refusal, TooMany, Unavailable
from exchange.web.answers import wants_part

log = structlog.get_logger()
_RETRY_AFTER_S = 5
_GONE_SQLSTATES = {"55P03", "40001", "40P01", "57P01", "57P02", "57P03", "57014", "53300"}


def draw_refusals(app: Flask) -> None:
    """Register the one drawer for refusals, HTTP errors, a database that is away, and bugs."""
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(PoolTimeout, _away)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(Exception, _bug)


def _refusal(refusal: Refusal) -> ResponseReturnValue:
    log.info("refused", code=refusal.code, status=int(refusal.status))
    response = _drawn(HTTPStatus(refusal.status), refusal.code, refusal.message)
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after_s)
    if isinstance(refusal, Unavailable):
        response.headers["Retry-After"] = str(_RETRY_AFTER_S)
    return response


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    response = _drawn(HTTPStatus(error.code), error.name.lower().replace(" ", "_"), "")
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
    return response


def _away(error: Exception) -> ResponseReturnValue:
    log.warning("database away", error=type(error).__name__)
    return _refusal(Unavailable())


def _database_error(error: DBAPIError) -> ResponseReturnValue:
    """A server that is away, a lock not had in time: try again. Anything else is a bug of ours."""
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(error, OperationalError) or error.connection_invalidated or state in _GONE_SQLSTATES:
        session().rollback()
        return _away(error)
    return _bug(error)


def _bug(error: Exception) -> ResponseReturnValue:
    if current_app.testing:
        raise error
    log.exception("bug", error=type(error).__name__)
    session().rollback()
    return _drawn(HTTPStatus.INTERNAL_SERVER_ERROR, "bug", "")


def _titles() -> dict[int, str]:
    return {
        400: _("That did not arrive as it should"),
        401: _("Please sign in"),
        403: _("This is not yours to do"),
        404: _("There is nothing here"),
        405: _("This page does not work that way"),
        409: _("That is not possible any more"),
        413: _("That is too much at once"),
        422: _("Something in the form is not right"),
        429: _("A little too fast"),
        503: _("Back in a moment"),
    }


def _explanations() -> dict[int, str]:
    return {
        403: _("You are signed in, but this belongs to somebody else or needs another role."),
        404: _("The page does not exist, or it is not for you to see."),
        413: _("Files may have 10 MB each; texts have limits too. Make it smaller and try again."),
        503: _("The exchange is busy or restarting. Nothing was stored; try again in a few seconds."),
    }


def _drawn(status: HTTPStatus, code: str, message: str) -> Response:
    title = _titles().get(status, _("Something went wrong on our side"))
    detail = message or _explanations().get(status, _("Nothing was stored. If it happens again, tell us this number:"))
    if request.path.startswith("/api/"):
        return _problem(status, code, title, detail)
    draw: Callable[..., str] = render_template
    page = "errors/_refused.html" if wants_part() else "errors/refused.html"
    html = draw(page, status=int(status), code=code, title=title, message=detail, reference=g.get("request_id", ""))
    return make_response(html, int(status))


def _problem(status: HTTPStatus, code: str, title: str, detail: str) -> Response:
    response = jsonify(
        type=f"/problems/{code}",
        title=title,
        status=int(status),
        detail=detail,
        code=code,
        instance=g.get("request_id"),
    )
    response.status_code = int(status)
    response.mimetype = "application/problem+json"
    return response
