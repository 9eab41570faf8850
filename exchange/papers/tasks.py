"""What happens to papers later: the register follows the confirmed weights."""

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers.models import Direction
from exchange.papers.register import reading, writing


@task(Job.WRITE_REGISTER, cron="*/10 * * * *")
def write_register() -> None:
    """Write the lines that are due, each in a transaction of its own. Twice writes once."""
    for direction in Direction:
        for movement_id in reading.due(direction):
            with unit_of_work():
                writing.write(movement_id, direction, at=clock.now())
