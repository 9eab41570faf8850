"""Reading bulk files: a company's own, and what is to be said about their rows."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import LotImport, LotImportRemark
from exchange.web.paging import Page, cut, read_cursor

LATEST = 10
REMARKS = 50


def latest(business_id: UUID) -> Sequence[LotImport]:
    """The files that a company handed in last, newest first."""
    rows = sa.select(LotImport).where(LotImport.business_id == business_id)
    return session().scalars(rows.order_by(LotImport.created_at.desc(), LotImport.id.desc()).limit(LATEST)).all()


def own(import_id: UUID, business_id: UUID) -> LotImport:
    """A company's file as it stands now. Raises NotFound, for others' too."""
    mine = sa.select(LotImport).where(LotImport.id == import_id, LotImport.business_id == business_id)
    found = session().scalar(mine.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def remarks(import_id: UUID, after: str | None = None) -> Page[LotImportRemark]:
    """What is to be said about the rows of a file, in their order."""
    key = read_cursor(after, 1)
    seen = key[0] if key and isinstance(key[0], int) and 0 <= key[0] < 2**31 else -1
    rows = sa.select(LotImportRemark).where(
        LotImportRemark.import_id == import_id, LotImportRemark.number > seen
    )  # fmt: skip
    found = session().scalars(rows.order_by(LotImportRemark.number).limit(REMARKS + 1)).all()
    return cut(found, REMARKS, lambda one: [one.number])


def all_remarks(import_id: UUID) -> Sequence[LotImportRemark]:
    """All of them, for the report to keep; their number is bounded."""
    rows = sa.select(LotImportRemark).where(LotImportRemark.import_id == import_id)
    return session().scalars(rows.order_by(LotImportRemark.number)).all()
