"""Jobs that are over: kept for a while to look at, then deleted, or the table would grow by thousands a day."""

from datetime import datetime

from sqlalchemy import text

from exchange.kernel.orm import session

_OLD = """
    DELETE FROM procrastinate_jobs WHERE status = ANY(CAST(:statuses AS procrastinate_job_status[])) AND id IN (
        SELECT job_id FROM procrastinate_events GROUP BY job_id HAVING max(at) < :before)
"""
_GONE = "DELETE FROM procrastinate_workers WHERE last_heartbeat < :before"
DONE = ("succeeded", "cancelled", "aborted")


def forget_jobs(*, done_before: datetime, failed_before: datetime) -> None:
    """Delete jobs whose last event lies before: failed ones have a date of their own, somebody may want to know why.

    Workers that have not beaten since ``done_before`` go, too. What waits or runs is never touched.
    """
    current = session()
    current.execute(text(_OLD), {"statuses": list(DONE), "before": done_before})
    current.execute(text(_OLD), {"statuses": ["failed"], "before": failed_before})
    current.execute(text(_GONE), {"before": done_before})
