"""Doors of matching for the worker: ids in, one verb each."""

from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Need, Offer
from exchange.matching import service


@task(Job.PAIR_OFFER)
def pair_offer(offer_id: str) -> None:
    """An offer changed: its matches follow, unless another job saw to it. Running it twice changes nothing."""
    with unit_of_work():
        if not service.follows(Offer, UUID(offer_id)):
            service.pair_offer(UUID(offer_id), at=clock.now())


@task(Job.PAIR_NEED)
def pair_need(need_id: str) -> None:
    """A need changed: its matches follow, unless another job saw to it. Running it twice changes nothing."""
    with unit_of_work():
        if not service.follows(Need, UUID(need_id)):
            service.pair_need(UUID(need_id), at=clock.now())


@task(Job.PAIR_ALL)
def pair_all() -> None:
    """Much changed at once: everything is judged anew."""
    with unit_of_work():
        service.match_all(at=clock.now())
