"""Who looks at matches, as the policy asks for it."""

from typing import TypedDict
from uuid import UUID

from exchange.web.visitor import visitor


class Looking(TypedDict):
    """The policy's questions about a visitor."""

    business_id: UUID | None
    is_staff: bool
    may_facilitate: bool


def looking() -> Looking:
    """The visitor of this request."""
    who = visitor()
    return {
        "business_id": who.business.id if who.business else None,
        "is_staff": who.is_staff,
        "may_facilitate": who.may_facilitate,
    }
