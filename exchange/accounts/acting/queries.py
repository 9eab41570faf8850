"""Reading for whom an administrator acts, and who acted for a company."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.acting.models import StandIn
from exchange.kernel.orm import session


def standing_in(sign_in_id: UUID, *, at: datetime) -> StandIn | None:
    """For whom a stay acts at a moment, with the company."""
    live = StandIn.sign_in_id == sign_in_id, StandIn.ended_at.is_(None), StandIn.began_at <= at, StandIn.ends_at > at
    return session().scalar(sa.select(StandIn).where(*live).options(joinedload(StandIn.business)))


def stand_ins_for(business_id: UUID, most: int) -> Sequence[StandIn]:
    """The times that somebody acted for a company, newest first."""
    theirs = sa.select(StandIn).where(StandIn.business_id == business_id)
    return session().scalars(theirs.order_by(StandIn.began_at.desc(), StandIn.id).limit(most)).all()
