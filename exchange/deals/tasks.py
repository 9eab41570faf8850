"""What happens to deals later: rivals hear of it, terms lapse, silence confirms."""

from decimal import Decimal
from uuid import UUID

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
    """Take weights and refusals as confirmed that nobody contradicted for a week. Twice changes nothing."""
    now = clock.now()
    for deal_id, load_number in queries.silent(now):
        with unit_of_work():
            if not service.confirm_by_silence(deal_id, load_number, at=now):
                service.take_back_by_silence(deal_id, load_number, at=now)


@task(Job.TELL_RIVALS)
def tell_rivals(deal_id: str, before_kg: str) -> None:
    """Tell those who talk about more than an agreement left, each in a transaction of its own. Twice tells once."""
    for rival_id in service.short_of_stock(UUID(deal_id), before_kg=Decimal(before_kg)):
        with unit_of_work():
            service.tell_short(rival_id, because_of=UUID(deal_id), at=clock.now())
