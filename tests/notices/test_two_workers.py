"""Two workers reach for the same message at the same time: one is written."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.kernel import clock
from exchange.kernel.mail import OutgoingMail
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import service, tasks
from exchange.notices.models import Cadence, Topic
from tests import makers

AT_SEVEN = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
ROUNDS, WORKERS = 12, 2


@pytest.fixture(scope="module")
def busy(make_app: Callable[..., Flask]) -> Flask:
    """An app whose transactions really commit."""
    return make_app("two_workers_mail")


@pytest.mark.parametrize("cadence", [Cadence.AT_ONCE, Cadence.DAILY])
def test_two_workers_write_one_message(busy: Flask, cadence: Cadence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT_SEVEN)
    for number in range(ROUNDS):
        with busy.app_context():
            address, person_id = _told(cadence, number)
        jobs = {
            Cadence.AT_ONCE: (tasks.mail_notices, {"person_id": person_id}),
            Cadence.DAILY: (tasks.mail_digest, {"person_id": person_id, "cadence": "daily", "day": "2026-11-25"}),
        }
        _at_the_same_time(busy, *jobs[cadence])
        with busy.app_context():
            mine = sa.select(sa.func.count()).where(OutgoingMail.to_address == address)
            assert session().scalar(mine) == 1


def _told(cadence: Cadence, number: int) -> tuple[str, str]:
    person = makers.a_person(f"Worker {cadence} {number}")
    with unit_of_work():
        service.choose(person.id, {Topic.LISTINGS: cadence}, at=makers.MONDAY)
        for title in ("Grain", "Drums", "Pallets"):
            service.tell(
                [person.id], "offer_expired", at=makers.MONDAY, path="/offers/1", dedupe_key=title, title=title
            )  # fmt: skip
    return person.email, str(person.id)


def _at_the_same_time(app: Flask, job: Callable[..., None], asked: dict[str, str]) -> None:
    start, failures = threading.Barrier(WORKERS), []

    def work() -> None:
        with app.app_context():
            start.wait()
            try:
                job(**asked)
            except Exception as error:
                failures.append(error)

    workers = [threading.Thread(target=work) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
