"""What else must hold before a step is taken: rooms further left answer, because deals know no papers."""

from collections.abc import Callable
from datetime import datetime

from exchange.deals.models import Deal
from exchange.kernel.refusals import Conflict

Condition = Callable[[Deal, str, datetime], None]
_CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Register who must not object, told the deal as the step leaves it, the verb's word in the journal, and when.

    A condition raises Conflict, and with it the whole step is undone. Registering a name again replaces it.
    """

    def register(asked: Condition) -> Condition:
        _CONDITIONS[name] = asked
        return asked

    return register


def ensure_met(deal: Deal, verb: str, at: datetime) -> None:
    """Ask all of them. Raises Conflict by the first that objects."""
    for asked in _CONDITIONS.values():
        asked(deal, verb, at)


def is_met(deal: Deal, verb: str, at: datetime) -> bool:
    """Whether none of them objects to a step that comes along with another."""
    try:
        ensure_met(deal, verb, at)
    except Conflict:
        return False
    return True
