"""Strata: live listings sorted by what bounds their score, so that the index can leave whole kinds of them unread.

An offer's class is its legal status and how far it delivers, a need's how far it collects and whether it takes the
material as a substitute. A listing's number is class × 100,000 + the number of its node; the taxonomy has fewer nodes.
"""

from dataclasses import dataclass

from exchange.matching.core.columns import STATUSES

APART = 100_000
REACHES_KM = (0, 10, 30, 75, 150, 1000)
"""Upper ends of the classes of reach, whole kilometres; none is wider than the last."""


@dataclass(frozen=True, slots=True)
class OfferStratum:
    """Offers of one legal status (by number) that deliver as far as one class of reach."""

    number: int
    status: int
    widest_km: int


@dataclass(frozen=True, slots=True)
class NeedStratum:
    """Needs that collect as far as one class of reach, under a node of their own or a substitute."""

    number: int
    is_substitute: bool
    widest_km: int


OFFER_STRATA = tuple(
    OfferStratum(status * len(REACHES_KM) + place, status, widest_km)
    for status in range(len(STATUSES))
    for place, widest_km in enumerate(REACHES_KM)
)
NEED_STRATA = tuple(
    NeedStratum(is_substitute * len(REACHES_KM) + place, is_substitute, widest_km)
    for is_substitute in (False, True)
    for place, widest_km in enumerate(REACHES_KM)
)
