"""Which lots are worth watching: pure predicates."""

from uuid import UUID

from exchange.listings import policy
from exchange.listings.models import ListingState, Offer

GONE = frozenset({ListingState.WITHDRAWN, ListingState.EXPIRED})
"""A draft, a lot in review or paused may come back: whoever watches waits."""


def is_held(offer: Offer) -> bool:
    """Whether others have some of it for now, so that it may become free again."""
    return offer.free_kg == 0 or policy.is_promised(offer)


def may_watch(business_id: UUID | None, offer: Offer) -> bool:
    """Anybody but its holder, while the public sees it and others hold some of it."""
    return offer.state in policy.PUBLIC and is_held(offer) and not policy.owns(business_id, offer)
