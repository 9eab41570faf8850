"""What the clock and the store ask of the accounts: permits that end soon, and whose papers are kept."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import letters, queries, service
from exchange.accounts.models import Permit
from exchange.accounts.models.site import LAST_DAYS
from exchange.accounts.service import paper_name
from exchange.kernel import clock, files
from exchange.kernel.invariants import invariant
from exchange.kernel.jobs import Job, task
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work

WARNED_AT = (timedelta(days=14), LAST_DAYS)
"""So long before the last day of a permit its managers are told: time to ask the authority, and a last word."""
_CHECKED = 2000


@task(Job.REMIND_PERMITS, retry=None, cron="41 5 * * *")
def remind_permits() -> None:
    """Each morning: managers hear that a permit ends, once for each distance. Twice tells once."""
    today = clock.today()
    with unit_of_work():
        for permit in queries.permits_ending(today, today + max(WARNED_AT)):
            left = next(before for before in WARNED_AT if permit.valid_until - today <= before)
            managers = queries.managers_of(permit.site.business_id)
            letters.permit_ends(managers, permit, key=f"{permit.id}:{left.days}")


@task(Job.WRITE_RESET)
def write_reset(person_id: str) -> None:
    """The link for a new password. Run twice it writes twice, and the second link alone works."""
    with unit_of_work():
        service.write_reset(UUID(person_id), at=clock.now())


@files.named_by("permits")
def papers_named(names: Collection[str]) -> Collection[str]:
    """Those of some names that belong to a permit."""
    ids = {name: UUID(name.partition("/")[2][:36]) for name in names}
    known = set(session().scalars(sa.select(Permit.id).where(Permit.id.in_(ids.values()))))
    return [name for name, id_ in ids.items() if id_ in known]


@invariant("every paper of a permit is in the store")
def without_file() -> list[str]:
    """The newest rows whose file is not there."""
    newest = sa.select(Permit.id).where(Permit.paper_bytes.is_not(None)).order_by(Permit.id.desc()).limit(_CHECKED)
    return [f"permit {id_} has no file" for id_ in session().scalars(newest) if not files.exists(paper_name(id_))]
