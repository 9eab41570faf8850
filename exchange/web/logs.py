"""Structured logs: one JSON line per event, with the request's id; line breaks in values stay inside the line."""

import logging
import sys
import time
from uuid import UUID

import structlog
from flask import Flask, Response, g, has_request_context, request

from exchange.kernel.ids import new_id

log = structlog.get_logger()


def configure_logs() -> None:
    """JSON lines on standard error, for our events and the libraries'."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def log_requests(app: Flask) -> None:
    """Give every request an id (the proxy's if it sends a UUID) and one line when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def current_request_id() -> str | None:
    """The id of the request under way, so that a stored row can be found in the logs; None for workers and commands."""
    return g.get("request_id") if has_request_context() else None


def _begin() -> None:
    g.request_id = _proxy_id() or str(new_id())
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _proxy_id() -> str | None:
    try:
        return str(UUID(request.headers.get("X-Request-ID", "")))
    except ValueError:
        return None


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if request.endpoint != "static":
        took_ms = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
        log.info(
            "answered", method=request.method, path=_path(), status=response.status_code, took_ms=took_ms,
            person=_person(),
        )  # fmt: skip
    return response


def _person() -> str | None:
    """Whose request it was, where that was asked: by id, which an erasure leaves without a name."""
    known = g.get("_login_user")
    person_id = getattr(known, "person_id", None)
    return str(person_id) if person_id else None


def _path() -> str:
    """What was asked for, without the secret that opens it: whoever reads logs must not use links from mails."""
    secret = (request.view_args or {}).get("token")
    return request.path.replace(str(secret), "…") if secret else request.path
