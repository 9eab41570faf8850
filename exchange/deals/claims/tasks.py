"""What the clock does about claims."""

from exchange.deals.claims import queries, service
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.PURSUE_CLAIMS, cron="*/10 * * * *")
def pursue_claims() -> None:
    """Let claims lapse, escalate or remind, each in a transaction of its own. Twice changes nothing."""
    now = clock.now()
    for deal_id, claim_id in queries.due(now):
        with unit_of_work():
            service.pursue(deal_id, claim_id, at=now)
