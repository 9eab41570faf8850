"""What the clock does to deals: terms lapse, silence confirms."""

from exchange.deals import queries, service
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.EXPIRE_PROPOSALS, cron="*/10 * * * *")
def expire_proposals() -> None:
    """Let negotiations lapse that nobody answered, each in a transaction of its own. Twice changes nothing."""
    now = clock.now()
    for deal_id in queries.lapsed(now):
        with unit_of_work():
            service.expire(deal_id, at=now)


@task(Job.CONFIRM_BY_SILENCE, cron="*/10 * * * *")
def confirm_by_silence() -> None:
    """Take weights as confirmed that nobody contradicted for a week. Twice changes nothing."""
    now = clock.now()
    for deal_id in queries.silent(now):
        with unit_of_work():
            service.confirm_by_silence(deal_id, at=now)
