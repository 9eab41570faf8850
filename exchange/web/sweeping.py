"""What nobody needs any more: counted tries of past windows, answers to forms sent long ago, jobs long done."""

from datetime import timedelta

import sqlalchemy as sa

from exchange.kernel import clock, files
from exchange.kernel.finished import forget_jobs
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.once import RequestSeen
from exchange.web.rate import RateWindow

REPEATS_KEPT_FOR = timedelta(days=7)
"""Longer than any browser keeps a form to send again; the digests say nothing about their content."""
JOBS_KEPT_FOR = timedelta(days=2)
"""Long enough to see what a busy day did; the timers alone leave some five thousand a day."""
FAILURES_KEPT_FOR = timedelta(days=30)


@task(Job.SWEEP, cron="17 3 * * *")
def sweep() -> None:
    """Each night. Running it twice changes nothing."""
    now = clock.now()
    with unit_of_work() as session:
        session.execute(sa.delete(RateWindow).where(RateWindow.ends_at < now))
        session.execute(sa.delete(RequestSeen).where(RequestSeen.at < now - REPEATS_KEPT_FOR))
        forget_jobs(done_before=now - JOBS_KEPT_FOR, failed_before=now - FAILURES_KEPT_FOR)


@task(Job.SWEEP_FILES, retry=None, cron="47 */6 * * *")
def sweep_files() -> None:
    """Four times a day: files that no row names. Reads rows only, so a run that is cut short has done no harm."""
    with unit_of_work():
        files.sweep(at=clock.now())
