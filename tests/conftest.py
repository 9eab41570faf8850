"""The stage: one throw-away PostgreSQL per test process, one app, a transaction around each test."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask, g
from flask.testing import FlaskClient
from flask_babel import refresh
from sqlalchemy.orm import Session

from exchange.catalogue import service as catalogue
from exchange.factory import MIGRATIONS, create_app
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.orm import db
from exchange.kernel.postgres import EmbeddedServer
from exchange.kernel.unit_of_work import unit_of_work
from exchange.prepare import compile_translations

pytest_plugins = ["tests.cast"]

# A busy machine is no finding. Where a run decides whether a change lands, it tries the same examples every time.
hypothesis.settings.register_profile(
    "navette",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
hypothesis.settings.load_profile("navette")

Jobs = Callable[[], list[tuple[Job, dict[str, Any]]]]


def pytest_configure(config: pytest.Config) -> None:
    """Pages speak the languages of the working tree; one process compiles them for all."""
    if not hasattr(config, "workerinput"):
        compile_translations()


PINNED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC) - clock.now()
"""From the beginning of the run to noon of the Monday that the cast lives in, hours after ``makers.MONDAY``."""
_OWN_CLOCK = {"browser", "slow"}


@pytest.fixture(autouse=True)
def that_monday(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever the tests run, it is 23 November 2026, but where processes with clocks of their own take part."""
    if not _OWN_CLOCK & {mark.name for mark in request.node.iter_markers()}:
        monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + PINNED)


class EnglishBrowser(FlaskClient):
    """Asks for English unless the test or the person chose otherwise: most plays are told in English."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """A PostgreSQL of our own that vanishes with the tests. Its database ``navette`` stays a pristine template."""
    server = EmbeddedServer(tmp_path_factory.mktemp("pg"), durable=False)
    server.start()
    _migrate_and_load(server, tmp_path_factory.mktemp("template"))
    yield server
    server.stop()


def _migrate_and_load(server: EmbeddedServer, data: Path) -> None:
    """Migrated, with its materials; nobody stays connected to it, or it could not be cloned."""
    urls = {"DATABASE_URL": server.url("navette_app"), "OWNER_URL": server.url("navette_owner")}
    app = create_app(TESTING=True, EMBEDDED=False, SECRET_KEY="for tests", DATA=data, **urls)
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS))
        with unit_of_work():
            catalogue.load(at=clock.now())
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def new_database(server: EmbeddedServer) -> Callable[[str], dict[str, Any]]:
    """Clone the pristine database under a name; returns the settings that point an app at it."""

    def clone(name: str) -> dict[str, Any]:
        admin = sa.create_engine(
            server.url("postgres", "postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE navette OWNER navette_owner")
        return {"DATABASE_URL": server.url("navette_app", name), "OWNER_URL": server.url("navette_owner", name)}

    return clone


@pytest.fixture(scope="session")
def make_app(
    new_database: Callable[[str], dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Flask]:
    """Make an app on a database of its own, for tests that really commit."""

    def make(name: str, **settings: Any) -> Flask:
        data: Path = tmp_path_factory.mktemp(name)
        common = {"TESTING": True, "EMBEDDED": False, "SECRET_KEY": "for tests", "DATA": data, "RATE_FACTOR": 1000}
        app = create_app(**{**common, **new_database(name), **settings})
        app.test_client_class = EnglishBrowser
        app.before_request_funcs[None].insert(0, _forget_the_last_visitor)
        return app

    return make


def _forget_the_last_visitor() -> None:
    """Requests of one test share an application context, which would keep the first visitor and their language."""
    g.pop("_login_user", None)
    refresh()


@pytest.fixture(scope="session")
def app(make_app: Callable[..., Flask]) -> Flask:
    """The app of all tests that roll back."""
    return make_app("rolled_back")


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session whose commits are savepoints of a transaction that is rolled back after the test.

    What the database looks at when a transaction ends, it looks at then.
    """
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection, connection.begin() as transaction:
            db._app_engines[app][None] = connection
            try:
                yield db.session()
                db.session.remove()
                connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
            finally:
                db.session.remove()
                transaction.rollback()
                db._app_engines[app][None] = engine


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A browser without JavaScript that nobody is signed in to and that asks for English."""
    browser = app.test_client()
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def jobs(session: Session) -> Jobs:
    """What waits to be done, in order."""

    def waiting() -> list[tuple[Job, dict[str, Any]]]:
        rows = session.execute(
            sa.text("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        )
        return [(Job(name), arguments) for name, arguments in rows]

    return waiting


@pytest.fixture
def run_jobs(session: Session) -> Callable[[], None]:
    """Do what waits, and what that enqueues, as the worker would."""

    def run() -> None:
        while job := session.execute(sa.text(_TAKE)).one_or_none():
            TASKS[Job(job.task_name)].run(**job.args)
            session.execute(sa.text("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'doing'"))

    return run


_TAKE = """
    UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 1) RETURNING task_name, args
"""


@pytest.fixture
def in_one_go() -> Callable[..., Any]:
    """Run a verb inside a unit of work, as a view would."""

    def run(verb: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        with unit_of_work():
            return verb(*arguments, **named)

    return run
