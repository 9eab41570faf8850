"""What one business has out there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer

_NOT_MINE_TO_TEND = (ListingState.WITHDRAWN, ListingState.OBSERVED, ListingState.RETIRED)
MOST = 50


def offers_of(business_id: UUID) -> Sequence[Offer]:
    """The lots that a business tends, newest first, at most 50."""
    mine = sa.select(Offer).where(Offer.business_id == business_id, Offer.state.not_in(_NOT_MINE_TO_TEND))
    return session().scalars(mine.order_by(Offer.created_at.desc(), Offer.id).limit(MOST)).all()


def needs_of(business_id: UUID) -> Sequence[Need]:
    """The needs that a business tends, newest first, at most 50."""
    mine = sa.select(Need).where(Need.business_id == business_id, Need.state.not_in(_NOT_MINE_TO_TEND))
    return session().scalars(mine.order_by(Need.created_at.desc(), Need.id).limit(MOST)).all()


def usual_answers(person_id: UUID, business_id: UUID) -> dict[str, Any]:
    """What a person told last time: the site, and by name or not. A colleague's where they have posted nothing yet."""
    last = sa.union_all(
        *(
            sa.select(table.site_id, table.is_anonymous, table.created_at, table.posted_by).where(
                table.business_id == business_id, table.posted_by.is_not(None)
            )
            for table in (Offer, Need)
        )
    ).subquery()
    mine_first = sa.select(last.c.site_id, last.c.is_anonymous).order_by(
        (last.c.posted_by == person_id).desc(), last.c.created_at.desc()
    )
    row = session().execute(mine_first.limit(1)).one_or_none()
    return {"site_id": str(row.site_id), "is_anonymous": row.is_anonymous} if row else {}
