"""Offers and needs as columns of whole numbers: what the core judges by the thousand.

Each field is one value or one array; numpy broadcasts, so one need meets many offers, one offer many needs, and rows
meet row by row, under one and the same formula.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.trade import LegalStatus
from exchange.matching.core.facts import Accepted, NeedFacts, OfferFacts

Numbers = NDArray[Any] | int | float | bool
"""A column, or one value for all rows."""

NO_START = 0
NO_END = 10_000_000
"""Days that no calendar has: a window without a first or a last day."""

NO_PRICE = -(2**62)
"""Cents per tonne that nobody asks: no price is stated."""

STATUSES = (None, *LegalStatus)
"""Legal statuses by number; 0 is «not known». New ones go to the end: numbers are stored."""


def status_number(status: LegalStatus | None) -> int:
    """The number that stands for a legal status."""
    return STATUSES.index(status)


def statuses_mask(statuses: frozenset[LegalStatus]) -> int:
    """Accepted statuses as bits by number; 0 accepts all."""
    return sum(1 << status_number(status) for status in statuses)


@dataclass(frozen=True, slots=True)
class OfferColumns:
    """Many offers, or one. Kilometres, day ordinals, grams, cents per tonne."""

    lft: Numbers
    end: Numbers
    ux: Numbers
    uy: Numbers
    uz: Numbers
    reach_km: Numbers
    from_day: Numbers
    until_day: Numbers
    is_negotiable: Numbers
    status: Numbers
    grade: Numbers
    free_g: Numbers
    minimum_g: Numbers
    ask_cents: Numbers


@dataclass(frozen=True, slots=True)
class NeedColumns:
    """Many needs, or one, each under one node that it accepts: the one as which it would take the offer beside it."""

    lft: Numbers
    end: Numbers
    is_substitute: Numbers
    ux: Numbers
    uy: Numbers
    uz: Numbers
    reach_km: Numbers
    from_day: Numbers
    until_day: Numbers
    is_negotiable: Numbers
    is_observed: Numbers
    statuses: Numbers
    lowest_grade: Numbers
    wanted_g: Numbers
    smallest_g: Numbers
    highest_cents: Numbers


@dataclass(frozen=True, slots=True)
class Between:
    """What only the two together have. Net CO₂e in kg per tonne is ``near_kg`` + ``per_km_kg`` × km; NaN: not known."""

    is_permitted: Numbers
    near_kg: Numbers
    per_km_kg: Numbers


@dataclass(frozen=True, slots=True)
class Judged:
    """One row per pair: whether it fits, its points of 1000 where it does, and its haul in whole metres."""

    fits: NDArray[np.bool_]
    score: NDArray[np.int64]
    haul_m: NDArray[np.int64]


def columns_of_offer(offer: OfferFacts) -> OfferColumns:
    """One offer as columns. What is not known becomes the number that stands for it."""
    ux, uy, uz = offer.place.unit
    return OfferColumns(
        lft=offer.material.lft,
        end=offer.material.end,
        ux=ux,
        uy=uy,
        uz=uz,
        reach_km=offer.delivers_within_km,
        from_day=_day(offer.available_from, NO_START),
        until_day=_day(offer.available_until, NO_END),
        is_negotiable=offer.is_negotiable,
        status=status_number(offer.legal_status),
        grade=int(offer.condition or 0),
        free_g=grams(offer.free_kg),
        minimum_g=grams(offer.minimum_kg),
        ask_cents=_cents(offer.ask_eur_per_t),
    )


def columns_of_need(need: NeedFacts, accepted: Accepted) -> NeedColumns:
    """One need under one of the nodes that it accepts."""
    ux, uy, uz = need.place.unit
    return NeedColumns(
        lft=accepted.span.lft,
        end=accepted.span.end,
        is_substitute=accepted.substitution_id is not None,
        ux=ux,
        uy=uy,
        uz=uz,
        reach_km=need.collects_within_km,
        from_day=_day(need.wanted_from, NO_START),
        until_day=_day(need.wanted_until, NO_END),
        is_negotiable=need.is_negotiable,
        is_observed=need.is_observed,
        statuses=statuses_mask(need.accepted_statuses),
        lowest_grade=int(need.lowest_grade or 0),
        wanted_g=grams(need.wanted_kg),
        smallest_g=grams(need.smallest_lot_kg),
        highest_cents=_cents(need.highest_eur_per_t),
    )


def grams(kg: Decimal) -> int:
    """The finest mass that the exchange keeps."""
    return int(kg * 1000)


def _day(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _cents(price: Decimal | None) -> int:
    return NO_PRICE if price is None else int(price * 100)
