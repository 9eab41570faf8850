"""Who has not rated is reminded; ratings that only one side gave can be read when the other's time is over."""

from exchange.deals.ratings import queries, service
from exchange.deals.ratings.settings import rating_window
from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.REVEAL_RATINGS, cron="*/10 * * * *")
def reveal_ratings() -> None:
    """Each in a transaction of its own. Twice changes nothing."""
    now, window = clock.now(), rating_window()
    for deal_id in queries.due(now, window):
        with unit_of_work():
            service.reveal(deal_id, at=now, window=window)


@task(Job.REMIND_RATINGS, cron="25 * * * *")
def remind_ratings() -> None:
    """Remind who has not rated yet, each deal in a transaction of its own. Twice tells once."""
    now, window = clock.now(), rating_window()
    for deal_id in queries.closing(now, window):
        with unit_of_work():
            service.remind(deal_id, at=now, window=window)
