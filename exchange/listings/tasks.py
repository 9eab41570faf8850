"""Doors of the room for the worker."""

from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.saved import waking
from exchange.listings.search.criteria import Kind


@task(Job.EXPIRE_LISTINGS, retry=None, cron="7 * * * *")
def expire_listings() -> None:
    """End what is past its last day. Hourly, because days begin in the territory's time zone, not in the server's."""
    with unit_of_work():
        service.expire(at=clock.now())


@task(Job.WAKE_SEARCHES)
def wake_searches(kind: str, listing_id: str) -> None:
    """A listing changed: whoever keeps a search that it answers for the first time hears of it. Twice tells once."""
    with unit_of_work():
        waking.wake(Kind(kind), UUID(listing_id), at=clock.now())
