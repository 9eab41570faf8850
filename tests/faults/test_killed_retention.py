"""The nightly clearing, killed in its third step: what was taken is gone, the rest is whole, the next night goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.kernel import clock, retention
from exchange.kernel.orm import db, session
from exchange.kernel.postgres import PROJECT
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices.keeping import NOTICES_KEPT_FOR
from exchange.notices.models import Notice
from tests import makers
from tests.faults.gate import closed_gate

pytestmark = pytest.mark.slow

OVER, YOUNG = 3 * retention.AT_ONCE + 500, 7
DAY = timedelta(days=1)


@pytest.fixture
def app(make_app: Any) -> Iterator[Flask]:
    """A database of its own, in which everything is committed."""
    app: Flask = make_app("killed_retention")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def write_notices() -> None:
    anna = makers.a_person("Anna")
    for number in range(OVER + YOUNG):
        age = NOTICES_KEPT_FOR + DAY if number < OVER else NOTICES_KEPT_FOR - DAY
        session().add(
            Notice(
                id=uuid4(), person_id=anna.id, kind="match_found", facts={}, path="/", dedupe_key=str(number),
                at=clock.now() - age, cadence="bell",
            )
        )  # fmt: skip
    session().commit()


def left() -> int:
    with unit_of_work() as current:
        return int(current.scalar(sa.select(sa.func.count()).select_from(Notice)) or 0)


def clearing(app: Flask) -> subprocess.Popen[bytes]:
    """`flask retention`, as the command line runs it and the nightly job does."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PUBLIC_URL", "SMTP_URL"}}
    told = {"DATABASE_URL": str(app.config["DATABASE_URL"]), "NAVETTE_DATA": str(app.config["DATA"])}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "retention"]
    environment = {**kept, **told, "SECRET_KEY": "for tests", "LANG": "C.UTF-8"}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE)


def test_a_clearing_that_is_killed_goes_on_where_it_was(app: Flask) -> None:
    write_notices()
    with closed_gate(app.config["OWNER_URL"], "notice", deletion=3) as gate:
        first = clearing(app)
        gate.wait_for_somebody()
        first.send_signal(signal.SIGKILL)
        first.communicate()
        gate.open_after_them()
        assert left() == OVER + YOUNG - 2 * retention.AT_ONCE, "two steps stand, the third never was"

        second = clearing(app)
        assert b"1500  notices" in second.communicate(timeout=120)[0]
    assert left() == YOUNG
