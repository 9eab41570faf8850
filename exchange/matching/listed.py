"""A listing as far as its matches care."""

from dataclasses import dataclass
from uuid import UUID

from exchange.listings.models import ListingState
from exchange.matching.core.facts import Side


@dataclass(frozen=True, slots=True)
class Listed:
    """The listing whose matches are asked for, and whose it is."""

    id: UUID
    side: Side
    business_id: UUID
    title: str
    state: ListingState
    is_waiting: bool
    """Whether its matches still follow a change."""
