"""Kinds of live listings, sorted by what bounds their score, so that whole kinds of them can be left unread.

An offer's kind is its legal status and how far it delivers, a need's how far it collects and whether it takes the
material as a substitute. Kind and material are one number in the index: an offer's stands node by node, kind by kind
within it; a need's, which is an interval of nodes, kind by kind.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from exchange.matching.core.columns import STATUSES

REACHES_KM = (0, 10, 20, 30, 50, 75, 100, 150, 250, 1000)
"""Upper ends of the classes of reach, whole kilometres; none is wider than the last."""


@dataclass(frozen=True, slots=True)
class OfferKind:
    """Offers of one legal status (by number) that deliver as far as one class of reach."""

    number: int
    status: int
    widest_km: int


@dataclass(frozen=True, slots=True)
class NeedKind:
    """Needs that collect as far as one class of reach, under a node of their own or a substitute."""

    number: int
    is_substitute: bool
    widest_km: int


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

KINDS_PER_NODE = 64
NODES_PER_KIND = 2**20

Spans = Iterable[tuple[int, int]]
"""Intervals [first, end)."""


def offer_keys(spans: Spans, kinds: Collection[int]) -> list[tuple[int, int]]:
    """Where offers of some kinds stand that lie in these intervals of the material tree."""
    nodes = sorted({node for first, end in spans for node in range(first, end)})
    runs = _runs(sorted(kinds))
    return [(node * KINDS_PER_NODE + first, node * KINDS_PER_NODE + end) for node in nodes for first, end in runs]


def need_keys(spans: Spans, kinds: Collection[int]) -> list[tuple[int, int]]:
    """Where needs of some kinds stand that meet these intervals of the material tree."""
    return [(kind * NODES_PER_KIND + first, kind * NODES_PER_KIND + end) for kind in kinds for first, end in spans]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as intervals."""
    firsts = [number for place, number in enumerate(numbers) if not place or numbers[place - 1] != number - 1]
    lasts = [number for place, number in enumerate(numbers, 1) if place == len(numbers) or numbers[place] != number + 1]
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
