"""Doors of the room for the worker."""

from datetime import date
from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.jobs import Job, defer, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import queries, service
from exchange.notices.core.periods import Period, last_day, last_week
from exchange.notices.models import Cadence


@task(Job.MAIL_NOTICES)
def mail_notices(person_id: str) -> None:
    """Write what somebody wants to hear of at once. Running it twice changes nothing."""
    with unit_of_work():
        service.mail_at_once(UUID(person_id))


@task(Job.MAIL_DIGESTS, retry=None, cron="*/5 * * * *")
def mail_digests() -> None:
    """Ask for the messages of the periods that have ended. Often, so that a worker that was away makes up for it."""
    for cadence, period in _ended():
        with unit_of_work():
            key = service.period_key(cadence, period.day)
            for person_id in queries.people_waiting(cadence, before=period.ends_at, key=key):
                defer(
                    Job.MAIL_DIGEST, only_once=f"{key}:{person_id}", person_id=str(person_id), cadence=cadence.value,
                    day=period.day.isoformat(),
                )  # fmt: skip


@task(Job.MAIL_DIGEST)
def mail_digest(person_id: str, cadence: str, day: str) -> None:
    """Write one person's message of a period that has ended. Running it twice changes nothing."""
    asked = Cadence(cadence), date.fromisoformat(day)
    for period in (period for ended, period in _ended() if (ended, period.day) == asked):
        with unit_of_work():
            service.mail_digest(UUID(person_id), *asked, before=period.ends_at)


def _ended() -> list[tuple[Cadence, Period]]:
    """The latest day and the latest week that have ended."""
    now, zone = clock.now(), clock.zone()
    return [(Cadence.DAILY, last_day(now, zone)), (Cadence.WEEKLY, last_week(now, zone))]
