"""Register files handed in by browser: kept with their row, read by the worker, reported line by line."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.journal import service as journal
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings.flows import service
from exchange.listings.flows.faults import Values
from exchange.listings.flows.reading import BadFile, Encoding, Reading, read
from exchange.listings.flows.rows import RowError
from exchange.listings.models import FlowImport, FlowImportRemark, ImportState

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_REMARKS = 5_000
"""What a report keeps; a file with more faults is mended from its first ones."""
QUIET_FOR = timedelta(minutes=2)
"""A file that has not come further for so long has lost its worker; its job is put back within ninety seconds."""

Progress = Callable[[int, int], None]
"""Told the rows done and the rows of the file."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a facilitator hands in."""

    file_name: str
    source: str
    encoding: Encoding
    keeps_good_rows: bool
    content: bytes = field(repr=False)


def hand_in(file: RegisterFile, *, by: UUID, at: datetime) -> FlowImport:
    """Keep a file and have the worker read it."""
    new = FlowImport(
        started_by=by, file_name=file.file_name, source=file.source, encoding=file.encoding.value,
        keeps_good_rows=file.keeps_good_rows, content=file.content, state=ImportState.WAITING, created_at=at,
        moved_at=at,
    )  # fmt: skip
    session().add(new)
    session().flush()
    journal.record("flow_import", new.id, "handed_in", at=at, by=by, file_name=file.file_name, source=file.source)
    defer(Job.IMPORT_FLOWS, import_id=str(new.id))
    return new


def try_again(import_id: UUID, *, keeps_good_rows: bool, by: UUID, at: datetime) -> None:
    """Read a file once more: one that was refused, or one whose worker went silent.

    Raises NotFound, Conflict for a file that is in or under way.
    """
    again = sa.update(FlowImport).where(
        FlowImport.id == import_id,
        sa.or_(
            FlowImport.state == ImportState.REFUSED,
            sa.and_(FlowImport.state != ImportState.DONE, FlowImport.moved_at < at - QUIET_FOR),
        ),
    )
    fresh = {"state": ImportState.WAITING, "moved_at": at, "finished_at": None, "keeps_good_rows": keeps_good_rows}
    if session().scalar(again.values(**fresh, done_rows=0, total_rows=0).returning(FlowImport.id)) is None:
        if session().get(FlowImport, import_id) is None:
            raise NotFound
        raise Conflict("not_to_be_repeated", _("This file is in, or somebody is working on it."))
    journal.record("flow_import", import_id, "tried_again", at=at, by=by)
    defer(Job.IMPORT_FLOWS, import_id=str(import_id))


def begin(import_id: UUID, *, at: datetime) -> bool:
    """Show that the worker has it; False when nothing is left to do."""
    taken = sa.update(FlowImport).where(
        FlowImport.id == import_id, FlowImport.state.in_([ImportState.WAITING, ImportState.RUNNING])
    )
    running = taken.values(state=ImportState.RUNNING, done_rows=0, moved_at=at).returning(FlowImport.id)
    return session().scalar(running) is not None


def carry_out(import_id: UUID, *, at: datetime, progress: Progress) -> None:
    """Read a file and store its flows, all in the caller's transaction: a killed worker leaves nothing behind.

    Two workers with the same file wait for one another, and the second finds it done.
    """
    service.wait_for_turn()
    row = session().execute(
        sa.select(FlowImport.content, FlowImport.encoding, FlowImport.source, FlowImport.keeps_good_rows).where(
            FlowImport.id == import_id, FlowImport.state == ImportState.RUNNING
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        return
    session().execute(sa.delete(FlowImportRemark).where(FlowImportRemark.import_id == import_id))
    try:
        reading = read(
            io.BytesIO(row.content), service.listed_materials(), encoding=Encoding(row.encoding), most_rows=MOST_ROWS
        )  # fmt: skip
    except BadFile as bad:
        _refuse(import_id, [RowError(0, "file", bad.fault, bad.values)], at=at, rows=0)
        return
    progress(0, reading.lines)
    if reading.errors and not row.keeps_good_rows:
        _refuse(import_id, reading.errors, at=at, rows=reading.lines)
        return
    _store(import_id, reading, row.source, at=at, progress=progress)


def _store(import_id: UUID, reading: Reading, source: str, *, at: datetime, progress: Progress) -> None:
    done = service.import_flows(
        reading.rows, at=at, source=source, progress=lambda rows: progress(rows, reading.lines)
    )  # fmt: skip
    _remark(import_id, [*reading.errors, *done.left_out])
    _finish(
        import_id, ImportState.DONE, at=at, content=None, total_rows=reading.lines, done_rows=reading.lines,
        created=done.created, changed=done.changed, unchanged=done.unchanged, establishments=done.establishments,
        left_out=len(done.left_out), errors=len(reading.errors),
    )  # fmt: skip


def _refuse(import_id: UUID, errors: list[RowError], *, at: datetime, rows: int) -> None:
    _remark(import_id, errors)
    _finish(import_id, ImportState.REFUSED, at=at, errors=len(errors), total_rows=rows, done_rows=0)


def _remark(import_id: UUID, remarks: Iterable[RowError]) -> None:
    in_order = sorted(remarks, key=lambda one: one.line)[:MOST_REMARKS]
    if in_order:
        session().execute(
            sa.insert(FlowImportRemark), [_row(import_id, number, one) for number, one in enumerate(in_order)]
        )  # fmt: skip


def _row(import_id: UUID, number: int, one: RowError) -> Values:
    return {
        "import_id": import_id, "number": number, "line": one.line, "cell": one.column, "fault": one.fault.value,
        "facts": dict(one.values),
    }  # fmt: skip


def _finish(import_id: UUID, state: ImportState, *, at: datetime, **columns: int | None) -> None:
    ended = sa.update(FlowImport).where(FlowImport.id == import_id)
    columns = {"created": 0, "changed": 0, "unchanged": 0, "left_out": 0, **columns}
    session().execute(ended.values(state=state, finished_at=at, moved_at=at, **columns))
