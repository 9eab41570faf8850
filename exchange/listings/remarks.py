"""What is to be said about the rows of a file that was handed in: a page of it, or all of it for a report."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import FlowImportRemark, LotImportRemark
from exchange.web.paging import Page, cut, read_cursor

PAGE = 50
Remark = TypeVar("Remark", FlowImportRemark, LotImportRemark)


def remarks(table: type[Remark], import_id: UUID, after: str | None = None) -> Page[Remark]:
    """A page of remarks, in the order of the rows."""
    key = read_cursor(after, 1)
    seen = key[0] if key and isinstance(key[0], int) and 0 <= key[0] < 2**31 else -1
    rows = _of(table, import_id).where(table.number > seen).limit(PAGE + 1)
    return cut(session().scalars(rows).all(), PAGE, lambda one: [one.number])


def all_remarks(table: type[Remark], import_id: UUID) -> Sequence[Remark]:
    """All of them; their number is bounded by the rows that a file may have."""
    return session().scalars(_of(table, import_id)).all()


def _of(table: type[Remark], import_id: UUID) -> sa.Select[Remark]:
    return sa.select(table).where(table.import_id == import_id).order_by(table.number)
