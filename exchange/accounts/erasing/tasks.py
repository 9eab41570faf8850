"""The door of erasure for the worker."""

from exchange.accounts.erasing import queries, service
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.ERASE_PEOPLE, cron="27 * * * *")
def erase_people() -> None:
    """Each hour, whoever is due, one transaction each. Running it twice changes nothing."""
    with unit_of_work():
        waiting = queries.due(clock.now())
    for request_id in waiting:
        with unit_of_work():
            service.erase(request_id, at=clock.now())
