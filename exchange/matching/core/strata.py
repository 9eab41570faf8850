"""Strata: live listings sorted by what bounds their score, so that the index can leave whole kinds of them unread.

An offer's kind is its legal status and how far it delivers, a need's how far it collects and whether it takes the
material as a substitute. Both are numbers of one axis with the material tree. An offer stands at one number, its node's
place for its kind, so that all kinds of a material are neighbours. A need's interval lies in the stretch of its kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.matching.core.columns import STATUSES

REACHES_KM = (0, 10, 30, 75, 150, 1000)
"""Upper ends of the classes of reach, whole kilometres; none is wider than the last."""

KINDS = len(STATUSES) * len(REACHES_KM)
"""Numbers that a node takes on the offers' axis."""

STRETCH = 100_000
"""Numbers that a kind takes on the needs' axis: more than the taxonomy has nodes."""

_NARROW = 8
"""Up to so many nodes, a kind is asked for node by node; of a wider interval everything is read."""

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OfferKind:
    """Offers of one legal status (by number) that deliver as far as one class of reach."""

    number: int
    status: int
    widest_km: int

    def under(self, lft: int, end: int) -> Iterator[Interval]:
        """Where they stand under a node, or a little more."""
        if end - lft > _NARROW:
            yield all_offers(lft, end)
            return
        for node in range(lft, end):
            yield node * KINDS + self.number, node * KINDS + self.number + 1


@dataclass(frozen=True, slots=True)
class NeedKind:
    """Needs that collect as far as one class of reach, under a node of their own or a substitute."""

    number: int
    is_substitute: bool
    widest_km: int

    def over(self, lft: int) -> Interval:
        """A number that their interval holds exactly if it holds the node."""
        return self.number * STRETCH + lft, self.number * STRETCH + lft + 1


def all_offers(lft: int, end: int) -> Interval:
    """Where offers of every kind stand under a node."""
    return lft * KINDS, end * KINDS


OFFER_KINDS = tuple(
    OfferKind(status * len(REACHES_KM) + place, status, widest_km)
    for status in range(len(STATUSES))
    for place, widest_km in enumerate(REACHES_KM)
)
NEED_KINDS = tuple(
    NeedKind(is_substitute * len(REACHES_KM) + place, is_substitute, widest_km)
    for is_substitute in (False, True)
    for place, widest_km in enumerate(REACHES_KM)
)
