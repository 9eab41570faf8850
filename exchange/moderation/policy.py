"""Who may decide, and who may read a decision: pure questions."""

from collections.abc import Collection
from uuid import UUID


def may_decide(own_business_ids: Collection[UUID], business_id: UUID) -> bool:
    """Nobody judges a company that they belong to themselves. (That they moderate is asked at the door.)"""
    return business_id not in own_business_ids


def may_read(*, is_staff: bool, acting_for: UUID | None, business_id: UUID) -> bool:
    """A statement or a history: the business concerned, and the people who run the exchange."""
    return is_staff or acting_for == business_id
