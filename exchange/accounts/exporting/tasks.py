"""Doors of the exports for the worker."""

from collections.abc import Collection
from uuid import UUID

from exchange.accounts.exporting import queries, service
from exchange.kernel import clock, files
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work


@task(Job.PACK_PERSON)
def pack_person(export_id: str) -> None:
    """Put a person's data together. Running it twice changes nothing."""
    with unit_of_work():
        service.pack(UUID(export_id), at=clock.now())


@files.named_by("exports")
def exports_named(names: Collection[str]) -> Collection[str]:
    """Those of some files whose time is not over; the sweep deletes the others."""
    ids = {name: UUID(name.partition("/")[2][:36]) for name in names}
    kept = queries.still_kept(set(ids.values()), at=clock.now())
    return [name for name, id_ in ids.items() if id_ in kept]
