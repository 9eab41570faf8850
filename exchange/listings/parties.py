"""Who has agreed a deal on a lot: the deals' room answers, because listings know no deals."""

from collections.abc import Callable
from uuid import UUID

Agreed = Callable[[UUID, UUID], bool]
_ANSWERS: dict[str, Agreed] = {}


def answers(name: str) -> Callable[[Agreed], Agreed]:
    """Register who knows, asked with a lot's and a business's id. Registering a name again replaces it."""

    def register(agreed: Agreed) -> Agreed:
        _ANSWERS[name] = agreed
        return agreed

    return register


def has_agreed(offer_id: UUID, business_id: UUID) -> bool:
    """Whether a business has ever agreed to take some of a lot."""
    return any(agreed(offer_id, business_id) for agreed in _ANSWERS.values())
