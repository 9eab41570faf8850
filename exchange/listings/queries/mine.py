"""What one business has out there."""

from collections.abc import Sequence
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
