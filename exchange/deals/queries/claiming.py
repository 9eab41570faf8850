"""Lots that can be claimed at once."""

from uuid import UUID

import sqlalchemy as sa

from exchange.deals.models import ClaimableLot
from exchange.kernel.orm import session


def is_claimable(offer_id: UUID) -> bool:
    """Whether its holder gave the word in advance."""
    return session().scalar(sa.select(sa.exists().where(ClaimableLot.offer_id == offer_id))) or False
