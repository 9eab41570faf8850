"""How processes reach PostgreSQL: which server, as whom, with which limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection

from exchange.kernel.orm import db
from exchange.kernel.postgres import EmbeddedServer

APP_ROLE = "navette_app"
_ENGINE = "navette.engine"
_OPTIONS = (
    f"-c role={APP_ROLE} -c timezone=UTC -c statement_timeout=30s -c lock_timeout=3s"
    " -c idle_in_transaction_session_timeout=60s -c plan_cache_mode=force_custom_plan"
)


def connect(app: Flask) -> None:
    """Bind the session to the configured server, starting the embedded one where none is named.

    Every connection works as the role ``navette_app``, whoever logs in: the journal and the ledger
    are append-only for it. Pools of all processes must sum below max_connections.
    """
    if app.config["EMBEDDED"]:
        server = EmbeddedServer(app.config["DATA"] / "postgres")
        server.start()
        app.config["DATABASE_URL"] = server.url(APP_ROLE)
        app.config["OWNER_URL"] = server.url("navette_owner")
    app.config["SQLALCHEMY_DATABASE_URI"] = app.config["DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["POOL_SIZE"])
    db.init_app(app)
    with app.app_context():
        app.extensions[_ENGINE] = db.engine


@contextmanager
def aside() -> Iterator[Connection]:
    """A transaction of its own beside the unit of work, committed at once: for counts that must survive a refusal."""
    with current_app.extensions[_ENGINE].begin() as connection:
        yield connection


def engine_options(pool_size: int) -> dict[str, Any]:
    """Pool and connection settings of the application's engine."""
    return {
        "pool_pre_ping": True,
        "pool_size": pool_size,
        "max_overflow": 4,
        "pool_timeout": 5,
        "connect_args": {"options": _OPTIONS, "connect_timeout": 10},
    }
