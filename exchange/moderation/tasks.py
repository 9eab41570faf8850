"""Doors of the room for the worker."""

from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import lawful
from exchange.moderation.models import ListingKind
from exchange.moderation.rules import copies, queries

TEXTS_AT_ONCE = 1000


@task(Job.HIDE_UNLAWFUL, retry=None, cron="17 1 * * *")
def hide_unlawful() -> None:
    """Each night, once the territory's day has begun: what a rule bars from today is hidden. Twice changes nothing."""
    after: UUID | None = None
    while True:
        with unit_of_work():
            after = lawful.hide_unlawful(after, at=clock.now())
        if after is None:
            return


@task(Job.NOTE_TEXTS, retry=None, cron="41 1 * * *")
def note_texts() -> None:
    """Each night: texts that were written before copies were looked for get their numbers. Twice changes nothing."""
    for kind in ListingKind:
        with unit_of_work():
            for listing in queries.unnoted(kind, TEXTS_AT_ONCE):
                copies.note_text(listing)
