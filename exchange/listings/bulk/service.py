"""Files of lots: kept with their row, checked or carried out by the worker, reported row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts.models import Business
from exchange.journal import service as journal
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import service
from exchange.listings.bulk.choices import Choices
from exchange.listings.bulk.core.tables import Cell, Table
from exchange.listings.models import LotImport, LotImportRemark, LotImportState
from exchange.listings.service import OfferDraft

KEPT_FILES = 20
MOST_REMARKS = 5_000
QUIET_FOR = timedelta(minutes=2)
"""A file that has not come further for so long has lost its worker; its job is put back within ninety seconds."""
_FIRST = 3
_CELL_SHOWN = 80
_READY = [LotImportState.CHOOSING, LotImportState.CHECKED, LotImportState.REFUSED]


class Remark(NamedTuple):
    """A row of the file (0: all of it), the column to mend, and why."""

    line: int
    heading: str
    message: str


@dataclass(frozen=True, slots=True)
class LotFile:
    """What a member hands in, read once already."""

    name: str
    table: Table
    language: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with a file."""

    choices: Choices
    keeps_good_rows: bool
    as_drafts: bool
    is_dry_run: bool


def hand_in(file: LotFile, choices: Choices, *, by: UUID, business_id: UUID, at: datetime) -> LotImport:
    """Keep a file until its columns are chosen; the oldest of more than twenty that led to nothing gives way."""
    new = LotImport(
        business_id=business_id, started_by=by, file_name=file.name, content=file.content, header=file.table.header,
        first_rows=[[_shown(cell) for cell in row] for row in file.table.rows[:_FIRST]], choices=choices.stored(),
        language=file.language, keeps_good_rows=False, as_drafts=False, is_dry_run=True, created_at=at, moved_at=at,
        state=LotImportState.CHOOSING, total_rows=len(file.table.rows),
    )  # fmt: skip
    session().add(new)
    session().flush()
    _forget_old_ones(business_id)
    journal.record("lot_import", new.id, "handed_in", at=at, by=by, business_id=business_id, file_name=file.name)
    return new


def start(import_id: UUID, order: Order, *, language: str, by: UUID, business_id: UUID, at: datetime) -> None:
    """Have the worker check a file, or check it and post its lots.

    Raises NotFound for others' files, Conflict for one that is in or under way.
    """
    ready = sa.or_(
        LotImport.state.in_(_READY),
        sa.and_(LotImport.state != LotImportState.DONE, LotImport.moved_at < at - QUIET_FOR),
    )  # fmt: skip
    mine = sa.and_(LotImport.id == import_id, LotImport.business_id == business_id)
    started = sa.update(LotImport).where(mine, ready).values(
        state=LotImportState.WAITING, choices=order.choices.stored(), keeps_good_rows=order.keeps_good_rows,
        as_drafts=order.as_drafts, is_dry_run=order.is_dry_run, language=language, done_rows=0, good_rows=0,
        moved_at=at, started_by=by,
    )  # fmt: skip
    if session().scalar(started.returning(LotImport.id)) is None:
        if session().scalar(sa.select(LotImport.id).where(mine)) is None:
            raise NotFound
        raise Conflict("not_to_be_repeated", _("This file is in, or somebody is working on it."))
    if not order.is_dry_run:
        journal.record("lot_import", import_id, "started", at=at, by=by, business_id=business_id)
    defer(Job.IMPORT_LOTS, import_id=str(import_id))


def begin(import_id: UUID, *, at: datetime) -> LotImport | None:
    """The file with its content, for the worker; None when nothing is left to do."""
    open_ = [LotImportState.WAITING, LotImportState.RUNNING]
    taken = sa.update(LotImport).where(LotImport.id == import_id, LotImport.state.in_(open_))
    running = taken.values(state=LotImportState.RUNNING, done_rows=0, moved_at=at).returning(LotImport.id)
    if session().scalar(running) is None:
        return None
    loaded = sa.select(LotImport).where(LotImport.id == import_id).options(sa.orm.undefer(LotImport.content))
    return session().scalar(loaded.execution_options(populate_existing=True))


def finish(
    import_id: UUID, drafts: Sequence[OfferDraft], remarks: Iterable[Remark], *, rows: int, at: datetime
) -> None:
    """Write the report; post the lots, all of them in this transaction, if that was asked for and nothing forbids it.

    Raises as ``post_offer``. Two workers with the same file wait for one another, and the second finds it done.
    """
    one = session().get(LotImport, import_id, with_for_update=True, populate_existing=True)
    if one is None or one.state is not LotImportState.RUNNING:
        return
    told = list(remarks)
    session().execute(sa.delete(LotImportRemark).where(LotImportRemark.import_id == import_id))
    _remark(import_id, told)
    holder = session().get_one(Business, one.business_id)
    is_stopped = not drafts or not holder.is_active or (bool(told) and not one.keeps_good_rows)
    one.total_rows, one.done_rows, one.good_rows, one.moved_at = rows, rows, len(drafts), at
    if one.is_dry_run:
        one.state = LotImportState.CHECKED
    elif is_stopped:
        one.state = LotImportState.REFUSED
    else:
        _post(one, drafts, at)


def _post(one: LotImport, drafts: Sequence[OfferDraft], at: datetime) -> None:
    for draft in drafts:
        service.post_offer(draft, by=one.started_by, business_id=one.business_id, at=at, as_draft=one.as_drafts)
    gone = sa.update(LotImport).where(LotImport.id == one.id)
    session().execute(
        gone.values(state=LotImportState.DONE, content=None, created=len(drafts), finished_at=at)
    )  # fmt: skip
    journal.record(
        "lot_import", one.id, "carried_out", at=at, by=one.started_by, business_id=one.business_id, lots=len(drafts)
    )


def _remark(import_id: UUID, remarks: list[Remark]) -> None:
    rows = [
        {"import_id": import_id, "number": number, **one._asdict()} for number, one in enumerate(remarks[:MOST_REMARKS])
    ]
    if rows:
        session().execute(sa.insert(LotImportRemark), rows)


def _forget_old_ones(business_id: UUID) -> None:
    idle = sa.select(LotImport.id).where(LotImport.business_id == business_id, LotImport.state.in_(_READY))
    old = idle.order_by(LotImport.created_at.desc(), LotImport.id.desc()).offset(KEPT_FILES)
    session().execute(sa.delete(LotImport).where(LotImport.id.in_(old)))


def _shown(cell: Cell) -> str:
    return "".join(char if char.isprintable() else " " for char in str(cell)[:_CELL_SHOWN])
