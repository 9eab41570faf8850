"""A PostgreSQL of our own with the migrated schema and the catalogue, gone when the measuring ends."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
import psycopg
import structlog
from flask import Flask

from exchange.catalogue import service as catalogue
from exchange.factory import MIGRATIONS, create_app
from exchange.kernel import clock
from exchange.kernel.orm import db
from exchange.kernel.postgres import EmbeddedServer
from exchange.kernel.postgres_roles import DATABASE, Role
from exchange.kernel.unit_of_work import unit_of_work
from exchange.prepare import compile_translations


@dataclass(frozen=True, slots=True)
class Stage:
    """The application on its database, and the superuser's connection to the same."""

    app: Flask
    owner: psycopg.Connection


@contextmanager
def stage() -> Iterator[Stage]:
    """Start, migrate, load the catalogue; stop and delete whatever happens inside."""
    compile_translations()
    with tempfile.TemporaryDirectory(prefix="navette-bench-") as folder:
        server = EmbeddedServer(Path(folder) / "postgres", durable=False)
        server.start()
        try:
            app = _app(server, Path(folder))
            url = server.url(Role.SUPERUSER, DATABASE).replace("postgresql+psycopg://", "postgresql://", 1)
            with psycopg.connect(url, autocommit=True) as owner:
                yield Stage(app, owner)
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        finally:
            server.stop()


def _app(server: EmbeddedServer, data: Path) -> Flask:
    urls = {"DATABASE_URL": server.url(Role.APP), "OWNER_URL": server.url(Role.OWNER)}
    app = create_app(EMBEDDED=False, TESTING=True, SECRET_KEY="for measuring", DATA=data, RATE_FACTOR=1000, **urls)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # not a line per page
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS))
        with unit_of_work():
            catalogue.load(at=clock.now())
        db.session.remove()
    return app
