"""Reading register files: what came in, how far it is, and what is to be said about its lines."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import FlowImport, FlowImportRemark
from exchange.web.paging import Page, cut, read_cursor

PAGE = 20
REMARKS = 50


def imports(after: str | None = None) -> Page[FlowImport]:
    """All files handed in, newest first."""
    rows = sa.select(FlowImport).order_by(FlowImport.created_at.desc(), FlowImport.id.desc())
    if key := _moment_and_id(after):
        rows = rows.where(sa.tuple_(FlowImport.created_at, FlowImport.id) < sa.tuple_(*map(sa.literal, key)))
    found = session().scalars(rows.limit(PAGE + 1)).all()
    return cut(found, PAGE, lambda one: [one.created_at.isoformat(), one.id])


def one_import(import_id: UUID) -> FlowImport:
    """A file as it stands now, whatever the session remembers. Raises NotFound."""
    found = session().get(FlowImport, import_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def remarks(import_id: UUID, after: str | None = None) -> Page[FlowImportRemark]:
    """What is to be said about the lines of a file, in their order."""
    key = read_cursor(after, 1)
    seen = key[0] if key and isinstance(key[0], int) and 0 <= key[0] < 2**31 else -1
    rows = sa.select(FlowImportRemark).where(
        FlowImportRemark.import_id == import_id, FlowImportRemark.number > seen
    )  # fmt: skip
    found = session().scalars(rows.order_by(FlowImportRemark.number).limit(REMARKS + 1)).all()
    return cut(found, REMARKS, lambda one: [one.number])


def all_remarks(import_id: UUID) -> Sequence[FlowImportRemark]:
    """All of them, for the report to keep; their number is bounded."""
    rows = sa.select(FlowImportRemark).where(FlowImportRemark.import_id == import_id)
    return session().scalars(rows.order_by(FlowImportRemark.number)).all()


def _moment_and_id(after: str | None) -> tuple[datetime, UUID] | None:
    key = read_cursor(after, 2)
    try:
        return None if key is None else (datetime.fromisoformat(key[0]), UUID(key[1]))
    except (ValueError, TypeError, AttributeError):
        return None
