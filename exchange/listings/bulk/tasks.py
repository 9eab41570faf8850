"""The door of bulk files for the worker."""

from uuid import UUID

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.kernel.jobs import Job, task
from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.bulk import labels, service
from exchange.listings.bulk.choices import read_choices
from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.tables import BadTable, Table
from exchange.listings.bulk.parsing import read_apart
from exchange.listings.bulk.rows import Around, check_row
from exchange.listings.bulk.service import Remark
from exchange.listings.models import LotImport
from exchange.listings.service import OfferDraft

_EACH = 25


@task(Job.IMPORT_LOTS)
def import_lots(import_id: str) -> None:
    """Check a file of lots, and post them if that was asked for. Killed, it begins anew; twice posts once."""
    id_ = UUID(import_id)
    with unit_of_work():
        one = service.begin(id_, at=clock.now())
        around = None if one is None else _around(one)
    if one is None or around is None:
        return
    with force_locale(one.language):
        drafts, remarks, rows = _checked(one, around)
        try:
            with unit_of_work():
                service.finish(id_, drafts, remarks, rows=rows, at=clock.now())
        except Refusal as refused:
            with unit_of_work():
                service.finish(id_, [], [Remark(0, "", refused.message), *remarks], rows=rows, at=clock.now())


def _around(one: LotImport) -> Around:
    sites = accounts.sites_of(one.business_id)
    return Around(catalogue.current(), sites, clock.today(), read_choices(one.choices), one.as_drafts)


def _checked(one: LotImport, around: Around) -> tuple[list[OfferDraft], list[Remark], int]:
    """Read and judge outside any transaction: a file of ten thousand rows takes minutes."""
    try:
        table = read_apart(one.content or b"")
    except BadTable as bad:
        return [], [Remark(0, "", str(labels.table_fault(bad.fault)))], 0
    drafts, remarks = [], []
    for number, (line, row) in enumerate(zip(table.lines, table.rows, strict=True)):
        if number % _EACH == 0:
            _note(one.id, number, len(table.rows))
        checked = check_row(row, around)
        if checked.draft is not None:
            drafts.append(checked.draft)
        for column, message in checked.faults:
            place = None if column is None else around.choices.columns.get(column)
            remarks.append(Remark(line, _heading(table, place) if place is not None else _missing(column), message))
    return drafts, remarks, len(table.rows)


def _heading(table: Table, place: int) -> str:
    return table.header[place] or _("Column %(number)s", number=place + 1)


def _missing(column: Column | None) -> str:
    return "" if column is None else str(labels.column(column))


def _note(import_id: UUID, done: int, total: int) -> None:
    """Seen at once by who watches."""
    further = sa.update(LotImport).where(LotImport.id == import_id)
    with aside() as connection:
        connection.execute(further.values(done_rows=done, total_rows=total, moved_at=clock.now()))
