"""Jobs whose worker was killed stay «doing» for ever unless somebody puts them back."""

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from exchange.kernel.jobs import Job, task
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work

SILENT_AFTER_S = 40
"""A worker beats every ten seconds; four missed beats and its jobs are taken back."""

MOST_CRASHES = 3
"""A job that took its worker down this often is given up: it would take the next one down too."""

_STALLED = """
    SELECT job.id, job.attempts
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :silent_after_s))
"""


@task(Job.RESCUE_STALLED, retry=None, cron="* * * * * */20")
def rescue_stalled() -> None:
    """Put back the jobs of silent workers; give up those that crashed three workers. Runs without a lock,
    because a lock would wait behind the very jobs that it rescues (procrastinate issue 1408)."""
    with unit_of_work() as current:
        for job_id, attempts in current.execute(text(_STALLED), {"silent_after_s": SILENT_AFTER_S}):
            _put_back(job_id) if attempts + 1 < MOST_CRASHES else _give_up(job_id)


def _put_back(job_id: int) -> None:
    """Back to the queue; where a newer job of the same queueing lock waits already, that one does the work."""
    try:
        with session().begin_nested():
            session().execute(text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": job_id})
    except IntegrityError:
        _give_up(job_id)


def _give_up(job_id: int) -> None:
    session().execute(
        text("SELECT procrastinate_finish_job_v1(:id, 'failed'::procrastinate_job_status, false)"), {"id": job_id}
    )
