"""A person asks for what is held about them; a job puts it together."""

import tempfile
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters
from exchange.accounts.exporting.about import everything_about, files_of
from exchange.accounts.exporting.models import PersonalExport
from exchange.accounts.exporting.packing import pack as pack_into
from exchange.accounts.exporting.queries import owner
from exchange.kernel import files
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session

KEPT_FOR = timedelta(days=7)
"""How long the file opens, after it is ready."""


def ask(person_id: UUID, *, at: datetime) -> None:
    """Begin. A second request while one is under way changes nothing."""
    row = insert(PersonalExport).values(id=new_id(), person_id=person_id, asked_at=at)
    unless_under_way = row.on_conflict_do_nothing(
        index_elements=["person_id"], index_where=PersonalExport.ready_at.is_(None)
    )
    fresh = session().scalar(unless_under_way.returning(PersonalExport.id))
    if fresh is not None:
        defer(Job.PACK_PERSON, export_id=str(fresh))
        happened("person", person_id, "asked_for_their_data", at=at, by=person_id)


def pack(export_id: UUID, *, at: datetime) -> None:
    """Write the file and tell the person. Running it twice changes nothing."""
    waiting = sa.select(PersonalExport).where(PersonalExport.id == export_id, PersonalExport.ready_at.is_(None))
    export = session().scalar(waiting.with_for_update())
    if export is None:
        return
    person = owner(export)
    with tempfile.TemporaryFile() as packed:
        pack_into(packed, everything_about(person), files_of(person))
        packed.seek(0)
        files.put(file_name(export.id), packed)
    export.ready_at, export.expires_at = at, at + KEPT_FOR
    session().flush()
    if person.confirmed_at is not None:
        letters.data_is_ready(person, key=str(export.id))


def file_name(export_id: UUID) -> str:
    """Where the file lies in the store."""
    return f"exports/{export_id}.zip"
