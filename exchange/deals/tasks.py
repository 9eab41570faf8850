"""What happens to deals later: rivals wait and revive, terms and holds lapse, silence confirms."""

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


@task(Job.LAPSE_HOLDS, cron="*/10 * * * *")
def lapse_holds() -> None:
    """Give back what was kept until now, each in a transaction of its own. Twice changes nothing."""
    now = clock.now()
    for deal_id in queries.holds_over(now):
        with unit_of_work():
            service.lapse_hold(deal_id, at=now)


@task(Job.LAPSE_SAMPLES, cron="*/10 * * * *")
def lapse_samples() -> None:
    """End waits for samples that nobody ended, each in a transaction of its own. Twice changes nothing."""
    now = clock.now()
    for deal_id in queries.samples_over(now):
        with unit_of_work():
            service.lapse_sample(deal_id, at=now)


@task(Job.FOLLOW_STOCK)
def follow_stock(offer_id: str) -> None:
    """Put negotiations on hold, or revive them, as a lot's stock is now, each in a transaction of its own."""
    for deal_id in queries.under_talk(UUID(offer_id)):
        with unit_of_work():
            service.follow_stock(deal_id, at=clock.now())


@task(Job.FOLLOW_STANDING)
def follow_standing(business_id: str) -> None:
    """A business was suspended or restored: what is open with it stands still or goes on. Twice changes nothing."""
    for deal_id in queries.open_of(UUID(business_id)):
        with unit_of_work():
            service.follow_standing(deal_id, at=clock.now())


@task(Job.REMIND_DEALS, cron="5 * * * *")
def remind_deals() -> None:
    """Remind who has had the turn for days, each in a transaction of its own. Twice tells once."""
    now = clock.now()
    for deal_id in queries.idle(now):
        with unit_of_work():
            service.remind(deal_id, at=now)
