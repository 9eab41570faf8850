"""Kinds of live listings, sorted by what bounds their score, so that whole kinds of them can be left unread.

An offer's kind is its legal status and how far it delivers, a need's how far it collects and whether it takes the
material as a substitute.
"""

from collections.abc import Iterable
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

Span = tuple[int, int]
"""An interval [first, end) of the numbered material tree."""
Spans = Iterable[Span]
