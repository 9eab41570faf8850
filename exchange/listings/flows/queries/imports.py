"""Reading register files: what came in, how far it is, and what is to be said about its lines."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import FlowImport
from exchange.web.paging import Page, cut, read_cursor

PAGE = 20


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


def _moment_and_id(after: str | None) -> tuple[datetime, UUID] | None:
    key = read_cursor(after, 2)
    try:
        return None if key is None else (datetime.fromisoformat(key[0]), UUID(key[1]))
    except (ValueError, TypeError, AttributeError):
        return None
