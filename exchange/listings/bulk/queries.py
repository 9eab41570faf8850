"""Reading bulk files: a company's own, and what is to be said about their rows."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import LotImport

LATEST = 10


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
