"""Later: who reported something hears that the measure was lifted again."""

from uuid import UUID

from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.notices import letters, queries
from exchange.moderation.notices.links import state_path


@task(Job.TELL_REPORTER)
def tell_reporter(reasons_id: str) -> None:
    """The objection of whose content it was succeeded, against the statement or measure of that id. Twice tells once.

    Nothing happens where no notice led to it.
    """
    with unit_of_work():
        for notice in queries.led_to(UUID(reasons_id)):
            letters.undone(notice, state_path(notice.id))
