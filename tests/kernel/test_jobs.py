"""Jobs live and die with the transaction that wants them; silent workers lose theirs."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import db
from exchange.kernel.rescue import rescue_stalled
from exchange.kernel.unit_of_work import unit_of_work
from tests.conftest import Jobs


def test_a_job_is_enqueued_with_its_transaction(session: Session, jobs: Jobs) -> None:
    with unit_of_work():
        defer(Job.PAIR_OFFER, offer_id="1")

    assert jobs() == [(Job.PAIR_OFFER, {"offer_id": "1"})]


def test_a_job_of_a_failed_transaction_was_never_wanted(session: Session, jobs: Jobs) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        defer(Job.PAIR_OFFER, offer_id="1")
        raise ZeroDivisionError

    assert jobs() == []


def test_a_job_that_already_waits_is_enough_and_the_rest_of_the_transaction_is_kept(
    session: Session, jobs: Jobs
) -> None:
    with unit_of_work():
        defer(Job.SWEEP, only_once="sweep")
        defer(Job.SWEEP, only_once="sweep")
        defer(Job.PAIR_NEED, need_id="2")

    assert jobs() == [(Job.SWEEP, {}), (Job.PAIR_NEED, {"need_id": "2"})]


def test_a_waiting_job_is_not_taken_before_the_change_that_counts_on_it_is_seen(make_app: Callable[..., Flask]) -> None:
    app = make_app("held_jobs")

    def taken() -> int | None:
        with db.engine.begin() as worker:
            return worker.scalar(sa.text("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)"))

    with app.app_context():
        with unit_of_work():
            defer(Job.SWEEP, only_once="sweep")
        with unit_of_work():
            defer(Job.SWEEP, only_once="sweep")
            assert taken() is None, "its work would miss what this transaction changes"

        assert taken() is not None
        assert taken() is None


def a_doing_job(session: Session, *, silent_for: str, attempts: int) -> int:
    worker = sa.text(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - :silent ::interval) RETURNING id"
    )
    worker_id = session.execute(worker, {"silent": silent_for}).scalar_one()
    defer(Job.SWEEP)
    doing = sa.text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :w, attempts = :a RETURNING id")
    return session.execute(doing, {"w": worker_id, "a": attempts}).scalar_one()


@pytest.mark.parametrize(
    ("silent_for", "attempts", "becomes"),
    [("5 seconds", 0, "doing"), ("1 minute", 0, "todo"), ("1 minute", 2, "failed")],
)
def test_a_silent_workers_job_is_put_back_until_it_crashed_three(
    session: Session, silent_for: str, attempts: int, becomes: str
) -> None:
    job_id = a_doing_job(session, silent_for=silent_for, attempts=attempts)

    rescue_stalled()

    status = sa.text("SELECT status::text FROM procrastinate_jobs WHERE id = :id")
    assert session.execute(status, {"id": job_id}).scalar_one() == becomes


def test_a_stalled_job_whose_successor_waits_is_given_up_and_the_others_are_rescued(session: Session) -> None:
    stalled = a_doing_job(session, silent_for="1 minute", attempts=0)
    session.execute(sa.text("UPDATE procrastinate_jobs SET queueing_lock = 'k'"))
    defer(Job.SWEEP, only_once="k")

    rescue_stalled()

    statuses = session.execute(sa.text("SELECT id, status::text FROM procrastinate_jobs ORDER BY id")).all()
    assert [status for _, status in statuses] == ["failed", "todo"]
    assert statuses[0].id == stalled
