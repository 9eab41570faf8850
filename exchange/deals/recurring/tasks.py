"""What happens to rhythms later: the coming weeks are planned, pauses and proposals end."""

from exchange.deals.recurring import queries, service
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.FOLLOW_RHYTHMS, cron="20 * * * *")
def follow_rhythms() -> None:
    """Follow every open rhythm, each in a transaction of its own. Twice changes nothing."""
    now = clock.now()
    for deal_id in queries.due(clock.day_of(now), now):
        with unit_of_work():
            service.follow(deal_id, at=now)
