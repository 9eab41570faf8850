"""What keeps the last member of a business from leaving for good: its deals that have not ended."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.ties import bind
from exchange.deals.models import Deal
from exchange.kernel.orm import session
from exchange.listings.models import Offer


@bind("deals")
def titles_of(business_id: UUID) -> Sequence[str]:
    """Titles of the lots in deals that are under way, on either side, by title."""
    ours = sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id), Deal.closed_at.is_(None)
    return (
        session()
        .scalars(sa.select(Offer.title).join(Deal, Deal.offer_id == Offer.id).where(*ours).order_by(Offer.title))
        .all()
    )
