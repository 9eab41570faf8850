"""What listings ask about deals without knowing them."""

from uuid import UUID

import sqlalchemy as sa

from exchange.deals import queries
from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.models import Deal, Movement
from exchange.kernel.orm import session
from exchange.listings.parties import answers, knows_talks


@answers("deals")
def has_agreed(offer_id: UUID, business_id: UUID) -> bool:
    """Whether a business has ever agreed to take some of a lot: a deal binds, or a load was once planned."""
    has_loads = sa.exists().where(Movement.deal_id == Deal.id)
    agreed = sa.exists().where(
        Deal.offer_id == offer_id, Deal.taker_id == business_id, sa.or_(Deal.state.in_(BOUND_STATES), has_loads)
    )
    return bool(session().scalar(sa.select(agreed)))


@knows_talks("deals")
def is_under_talk(offer_id: UUID) -> bool:
    """Whether anybody negotiates about a lot: what it holds may put them on hold, or revive them."""
    return queries.is_under_talk(offer_id)
