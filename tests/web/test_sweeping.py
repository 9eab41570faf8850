"""Each night what nobody needs any more is swept out, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.kernel import clock
from exchange.kernel.jobs import Job, defer
from exchange.web.once import RequestSeen
from exchange.web.rate import RateWindow
from exchange.web.sweeping import sweep


def test_old_windows_and_answers_go_and_young_ones_stay(session: Session) -> None:
    now = clock.now()
    for key, days in (("old", 9), ("young", -1)):
        session.add(RateWindow(key=key, window=1, tries=1, ends_at=now - timedelta(days=days)))
        session.add(RequestSeen(actor_id=uuid4(), request_id=uuid4(), digest=key, at=now - timedelta(days=days)))
    session.flush()

    sweep()

    # Other tests count tries for good, on a connection of their own.
    ours = sa.select(RateWindow.key).where(RateWindow.key.in_(["old", "young"]))
    assert session.scalars(ours).all() == ["young"]
    assert session.scalars(sa.select(RequestSeen.digest)).all() == ["young"]


def test_jobs_that_are_over_go_after_a_while_failed_ones_later_and_waiting_ones_never(session: Session) -> None:
    for key in ("done long ago", "failed lately", "failed long ago", "done today", "waits", "runs"):
        defer(Job.SEND_MAIL, key=key)
    a_while_ago = {"done long ago": 3, "failed lately": 3, "failed long ago": 31, "waits": 90, "runs": 90}
    status = {"done long ago": "succeeded", "done today": "succeeded", "failed lately": "failed",
              "failed long ago": "failed", "runs": "doing"}  # fmt: skip
    for key, now_it_is in status.items():
        session.execute(
            sa.text("UPDATE procrastinate_jobs SET status = :status WHERE args->>'key' = :key"),
            {"key": key, "status": now_it_is},
        )
    for key, days in a_while_ago.items():
        session.execute(
            sa.text(
                "UPDATE procrastinate_events SET at = at - make_interval(days => :days) FROM procrastinate_jobs AS job"
                " WHERE job.id = job_id AND args->>'key' = :key"
            ),
            {"key": key, "days": days},
        )

    sweep()

    left = session.scalars(sa.text("SELECT args->>'key' FROM procrastinate_jobs ORDER BY id")).all()
    assert left == ["failed lately", "done today", "waits", "runs"]
