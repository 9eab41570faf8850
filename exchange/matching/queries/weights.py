"""How much each term is worth in this territory, now."""

from functools import cache

from exchange.kernel.territory import territory
from exchange.matching.core.weights import Weights


def current() -> Weights:
    """The weights in force. Asked once per pairing, never per pair."""
    return _of_the_territory()


@cache
def _of_the_territory() -> Weights:
    return Weights(**territory().weights)
