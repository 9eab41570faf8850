"""What else must hold before a step is taken: rooms further left answer, because deals know no papers."""

from collections.abc import Callable
from datetime import datetime

from exchange.deals.core.transitions import Verb
from exchange.deals.models import Deal

Condition = Callable[[Deal, Verb, datetime], None]
_CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Register who must not object: asked with the deal as the step leaves it, the verb and the moment.

    A condition raises Conflict, and with it the whole step is undone. Registering a name again replaces it.
    """

    def register(asked: Condition) -> Condition:
        _CONDITIONS[name] = asked
        return asked

    return register


def ensure_met(deal: Deal, verb: Verb, at: datetime) -> None:
    """Ask all of them. Raises Conflict by the first that objects."""
    for asked in _CONDITIONS.values():
        asked(deal, verb, at)
