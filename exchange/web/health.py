"""Doors for those who watch the site: alive, ready, measured."""

import time

from flask import Blueprint, Flask, Response, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from exchange.kernel.orm import session
from exchange.web.audiences import Audience, open_to

bp = Blueprint("health", __name__)

_ANSWERS = Counter("navette_answers_total", "Answers by endpoint and status.", ["endpoint", "status"])
_SECONDS = Histogram("navette_answer_seconds", "Time to answer by endpoint.", ["endpoint"])
_WAITING = Gauge("navette_jobs_waiting", "Jobs that wait.")
_OLDEST = Gauge("navette_jobs_oldest_seconds", "Age of the oldest job that is due.")
_FAILED = Gauge("navette_jobs_failed", "Jobs given up.")

_JOBS = """
    SELECT count(*) FILTER (WHERE status = 'todo'),
           count(*) FILTER (WHERE status = 'failed'),
           coalesce(extract(epoch FROM now() - min(event.at) FILTER (
               WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())), 0)
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_events AS event
      ON event.job_id = job.id AND event.type = 'deferred'
"""


@bp.get("/health/live")
@open_to(Audience.ANYONE)
def live() -> ResponseReturnValue:
    """The process answers; says nothing about the database."""
    return {"status": "live"}


@bp.get("/health/ready")
@open_to(Audience.ANYONE)
def ready() -> ResponseReturnValue:
    """The database answers and is migrated; 503 tells a proxy to send people elsewhere."""
    try:
        session().execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError:
        session().rollback()
        return {"status": "not ready"}, 503, {"Retry-After": "5"}
    return {"status": "ready"}


@bp.get("/metrics")
@open_to(Audience.ANYONE)
def metrics() -> ResponseReturnValue:
    """Counts and times for Prometheus; nothing personal. Close it at the proxy if the counts are nobody's business."""
    waiting, failed, oldest_s = session().execute(text(_JOBS)).one()
    _WAITING.set(waiting)
    _FAILED.set(failed)
    _OLDEST.set(float(oldest_s))
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def measure(app: Flask) -> None:
    """Count every answer and how long it took."""
    app.after_request(_measured)


def _measured(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    _ANSWERS.labels(endpoint, response.status_code).inc()
    _SECONDS.labels(endpoint).observe(time.perf_counter() - g.get("began", time.perf_counter()))
    return response
