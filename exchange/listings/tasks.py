"""Doors of the room for the worker."""

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service


@task(Job.EXPIRE_LISTINGS, retry=None, cron="7 * * * *")
def expire_listings() -> None:
    """End what is past its last day. Hourly, because days begin in the territory's time zone, not in the server's."""
    with unit_of_work():
        service.expire(at=clock.now())
