"""Lets a hold of a deal come to its end and has the clock's job done, in a process beside the site's."""

import sys
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.models import DealHold
from exchange.factory import create_app
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work


def main(deal_id: UUID) -> None:
    """The end moves to a minute ago; the job that looks every ten minutes looks now."""
    past = {"asked_at": clock.now() - timedelta(days=5), "until": clock.now() - timedelta(minutes=1)}
    with create_app().app_context():
        with unit_of_work():
            session().execute(sa.update(DealHold).where(DealHold.deal_id == deal_id).values(past))
        TASKS[Job.LAPSE_HOLDS].run()


if __name__ == "__main__":
    main(UUID(sys.argv[1]))
