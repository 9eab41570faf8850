"""Who has agreed a deal on a lot, and whether anybody talks about it: the deals' room answers.

Listings know no deals.
"""

from collections.abc import Callable
from uuid import UUID

Agreed = Callable[[UUID, UUID], bool]
Talked = Callable[[UUID], bool]
_ANSWERS: dict[str, Agreed] = {}
_TALKS: dict[str, Talked] = {}


def answers(name: str) -> Callable[[Agreed], Agreed]:
    """Register who knows, asked with a lot's and a business's id. Registering a name again replaces it."""

    def register(agreed: Agreed) -> Agreed:
        _ANSWERS[name] = agreed
        return agreed

    return register


def has_agreed(offer_id: UUID, business_id: UUID) -> bool:
    """Whether a business has ever agreed to take some of a lot."""
    return any(agreed(offer_id, business_id) for agreed in _ANSWERS.values())


def knows_talks(name: str) -> Callable[[Talked], Talked]:
    """Register who knows of negotiations, asked with a lot's id. Registering a name again replaces it."""

    def register(talked: Talked) -> Talked:
        _TALKS[name] = talked
        return talked

    return register


def is_under_talk(offer_id: UUID) -> bool:
    """Whether anybody negotiates about a lot, and must follow its stock."""
    return any(talked(offer_id) for talked in _TALKS.values())
