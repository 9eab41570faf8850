"""The worker beside the web server: it works, ends with its block and outlives a killed database."""

import os
import signal
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from procrastinate.schema import SchemaManager

from exchange.kernel.background import BackgroundWorker
from exchange.kernel.postgres import EmbeddedServer
from exchange.kernel.postgres_cluster import wait_for
from exchange.kernel.postgres_home import find_home

SOON_S = 30


@pytest.fixture
def app(folder) -> Iterator[Flask]:
    server = EmbeddedServer(folder / "postgres", durable=False)
    server.start()
    made = Flask(__name__)
    made.config |= {"EMBEDDED": True, "DATA": folder, "DATABASE_URL": server.url("navette_owner")}
    with _connect(made) as connection:
        connection.execute(SchemaManager.get_schema())
    yield made
    server.stop()


def test_the_worker_signs_on_and_off(app):
    with BackgroundWorker(app):
        assert wait_for(lambda: _count_workers(app) == 1, limit_s=SOON_S)
    assert _count_workers(app) == 0


def test_a_killed_database_is_brought_back(app):
    pid_file = find_home(app.config["DATA"] / "postgres").data / "postmaster.pid"
    killed = int(pid_file.read_text().split()[0])
    with BackgroundWorker(app):
        assert wait_for(lambda: _count_workers(app) == 1, limit_s=SOON_S)
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: pid_file.exists() and str(killed) not in pid_file.read_text(), limit_s=SOON_S)
        assert wait_for(lambda: _answers(app), limit_s=SOON_S)


def _connect(app: Flask) -> psycopg.Connection:
    return psycopg.connect(app.config["DATABASE_URL"].replace("+psycopg", ""), autocommit=True)


def _count_workers(app: Flask) -> int:
    with _connect(app) as connection:
        return connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone()[0]


def _answers(app: Flask) -> bool:
    try:
        return _count_workers(app) >= 0
    except psycopg.OperationalError:
        return False
