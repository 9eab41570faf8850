"""Kinds of live listings, sorted by what bounds their score, so that whole kinds of them can be left unread.

A kind is a group and a class of reach. An offer's group is its legal status (by number); a need's, whether it takes the
material as a substitute.
"""

from collections.abc import Iterable

from exchange.matching.core.columns import STATUSES

REACHES_KM = (0, 10, 20, 30, 50, 75, 100, 150, 250, 1000)
"""Upper ends of the classes of reach, whole kilometres; none is wider than the last."""
OFFER_GROUPS, NEED_GROUPS = range(len(STATUSES)), range(2)


def kind_number(group: int, reach_class: int) -> int:
    """The number of a kind, which is its bit in a mask."""
    return group * len(REACHES_KM) + reach_class


Span = tuple[int, int]
"""An interval [first, end) of the numbered material tree."""
Spans = Iterable[Span]
