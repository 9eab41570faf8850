"""The rules C1 to C7 and the score, by the thousand: the same verdicts as core/verdict.py, to the point and the metre.

Whole numbers throughout, so nothing is rounded that the other does not round; a property test holds the two together.
That both are active and of different businesses (C8) is the caller's to know: it asks for no other pairs.
"""

from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.place import EARTH_RADIUS_KM, chord_km, chord_squared_limit
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.columns import (
    NO_END,
    NO_PRICE,
    NO_START,
    Between,
    Judged,
    NeedColumns,
    OfferColumns,
    status_number,
)
from exchange.matching.core.kinds import REACHES_KM
from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS
from exchange.matching.core.weights import TermName, Weights, maxima

WASTE = status_number(LegalStatus.WASTE)
_HALVES_APART_M = 1e-3
"""Nearer to half a metre than this, the rounding is done by the scalar formula: numpy's arc sine may differ in its
last digit."""

Whole = NDArray[np.int64]


def judge(offers: OfferColumns, needs: NeedColumns, between: Between, weights: Weights) -> Judged:
    """Judge every row; those that do not fit have neither points nor a haul."""
    squared = _chord_squared(offers, needs)
    fits = _fits(offers, needs, between, squared)
    score, haul_m = np.zeros(fits.shape, np.int64), np.zeros(fits.shape, np.int64)
    which = np.flatnonzero(fits)
    if len(which):
        haul_m[which] = _haul_m(squared[which])
        one, other, both = _picked(offers, which), _picked(needs, which), _picked(between, which)
        score[which] = _score(one, other, both, weights, haul_m[which])
    return Judged(fits, score, haul_m)


Columns = TypeVar("Columns", OfferColumns, NeedColumns, Between)


def _picked(columns: Columns, which: NDArray[np.int64]) -> Columns:
    """Some of the rows; a value that all share stays as it is."""
    cells = (getattr(columns, field.name) for field in fields(columns))
    return type(columns)(*(cell[which] if isinstance(cell, np.ndarray) and cell.ndim else cell for cell in cells))


def _chord_squared(offers: OfferColumns, needs: NeedColumns) -> NDArray[np.float64]:
    dx, dy, dz = offers.ux - needs.ux, offers.uy - needs.uy, offers.uz - needs.uz
    return np.atleast_1d(dx * dx + dy * dy + dz * dz)


def _haul_m(squared: NDArray[np.float64]) -> Whole:
    metres = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(squared) / 2.0)) * 1000
    whole: Whole = np.rint(metres).astype(np.int64)
    for doubtful in np.flatnonzero(np.abs(np.abs(metres - whole) - 0.5) < _HALVES_APART_M):
        whole[doubtful] = round(chord_km(float(squared[doubtful])) * 1000)
    return whole


def _fits(
    offers: OfferColumns, needs: NeedColumns, between: Between, squared: NDArray[np.float64]
) -> NDArray[np.bool_]:
    holds: NDArray[np.bool_] = _is_held(offers, needs) & (squared <= _limit(offers, needs)) & _meet(offers, needs)
    holds &= _is_worth_a_trip(offers, needs) & _is_affordable(offers, needs)
    holds &= _is_good_enough(offers, needs) & _may_take(offers, needs, between)
    return holds


def _is_held(offers: OfferColumns, needs: NeedColumns) -> Any:
    return np.less_equal(needs.lft, offers.lft) & np.less_equal(offers.end, needs.end)


def _limit(offers: OfferColumns, needs: NeedColumns) -> Any:
    """The squared chord of the wider reach, by the formula of the single pair."""
    reaches = np.maximum(offers.reach_km, needs.reach_km)
    whole = np.asarray(reaches, np.int64)
    if np.equal(whole, reaches).all():
        return _LIMITS[whole]
    return np.array([chord_squared_limit(float(reach)) for reach in np.atleast_1d(reaches)])


_LIMITS = np.array([chord_squared_limit(float(reach_km)) for reach_km in range(REACHES_KM[-1] + 1)])
"""By whole kilometres, which is how listings state them."""


def _meet(offers: OfferColumns, needs: NeedColumns) -> Any:
    return np.maximum(offers.from_day, needs.from_day) <= np.minimum(offers.until_day, needs.until_day)


def _is_worth_a_trip(offers: OfferColumns, needs: NeedColumns) -> Any:
    traded = np.minimum(offers.free_g, needs.wanted_g)
    return (traded > 0) & (traded >= np.maximum(offers.minimum_g, needs.smallest_g))


def _is_affordable(offers: OfferColumns, needs: NeedColumns) -> Any:
    open_price = np.equal(offers.ask_cents, NO_PRICE) | np.equal(needs.highest_cents, NO_PRICE)
    negotiable = np.logical_or(offers.is_negotiable, needs.is_negotiable)
    return open_price | negotiable | np.less_equal(offers.ask_cents, needs.highest_cents)


def _is_good_enough(offers: OfferColumns, needs: NeedColumns) -> Any:
    unknown = np.equal(offers.grade, 0) | np.equal(needs.lowest_grade, 0)
    return unknown | np.greater_equal(offers.grade, needs.lowest_grade)


def _may_take(offers: OfferColumns, needs: NeedColumns, between: Between) -> Any:
    unknown, is_waste = np.equal(offers.status, 0), np.equal(offers.status, WASTE)
    accepted = np.equal(needs.statuses, 0) | (np.right_shift(needs.statuses, offers.status) & 1 == 1)
    permitted = np.logical_or(needs.is_observed, between.is_permitted)
    return unknown | (accepted & (~is_waste | permitted))


def _score(offers: OfferColumns, needs: NeedColumns, between: Between, weights: Weights, haul_m: Whole) -> Whole:
    asks, knows = np.not_equal(offers.ask_cents, NO_PRICE), np.logical_not(np.isnan(between.near_kg))
    most = _maxima(weights, asks, knows)
    parts = {
        TermName.MATERIAL: _material(offers, needs),
        TermName.DISTANCE: _distance(offers, needs, haul_m),
        TermName.QUANTITY: (np.minimum(offers.free_g, needs.wanted_g), needs.wanted_g),
        TermName.TIME: _time(offers, needs),
        TermName.PRICE: _price(offers, needs, asks),
        TermName.NET_CO2E: _net_co2e(between, haul_m),
    }
    points = [most[name] * part // np.maximum(whole, 1) for name, (part, whole) in parts.items()]
    total: Whole = np.broadcast_to(sum(points[1:], points[0]), haul_m.shape).astype(np.int64)
    return total


def _maxima(weights: Weights, asks: Any, knows: Any) -> dict[TermName, Any]:
    """Most points of each term per row: those of a term without data go to the others."""
    kinds = 2 * np.asarray(asks, np.int64) + np.asarray(knows, np.int64)
    return {name: most[kinds] for name, most in _books(weights).items()}


@lru_cache(maxsize=8)
def _books(weights: Weights) -> dict[TermName, Whole]:
    """The most points of each term: without price and factor, with a factor, with a price, with both."""
    books = [maxima(weights, has_price=bool(kind & 2), has_net_co2e=bool(kind & 1)) for kind in range(4)]
    return {name: np.array([book.get(name, 0) for book in books], np.int64) for name in TermName}


Fraction = tuple[Any, Any]


def _material(offers: OfferColumns, needs: NeedColumns) -> Fraction:
    offered, accepted = np.subtract(offers.end, offers.lft), np.subtract(needs.end, needs.lft)
    return accepted + offered, np.where(needs.is_substitute, 5, 2) * accepted


def _distance(offers: OfferColumns, needs: NeedColumns, haul_m: Whole) -> Fraction:
    reach_m = np.rint(np.maximum(offers.reach_km, needs.reach_km) * 1000.0).astype(np.int64)
    return np.where(reach_m > 0, np.maximum(0, reach_m - haul_m), 1), np.where(reach_m > 0, reach_m, 1)


def _time(offers: OfferColumns, needs: NeedColumns) -> Fraction:
    first, last = np.maximum(offers.from_day, needs.from_day), np.minimum(offers.until_day, needs.until_day)
    is_open = (first == NO_START) | (last == NO_END)
    return np.where(is_open, FULL_OVERLAP_DAYS, np.minimum(last - first + 1, FULL_OVERLAP_DAYS)), FULL_OVERLAP_DAYS


def _price(offers: OfferColumns, needs: NeedColumns, asks: Any) -> Fraction:
    """Without an ask the term has no points to give, whatever comes out here."""
    limited = np.not_equal(needs.highest_cents, NO_PRICE)
    ask, highest = np.where(asks, offers.ask_cents, 0), np.where(limited, needs.highest_cents, 0)
    is_full = ~limited | ((ask <= 0) & (highest >= 0))
    part = np.where(ask > highest, 0, highest - ask)
    return np.where(is_full, 1, part), np.where(is_full, 1, np.abs(highest) + np.abs(ask))


def _net_co2e(between: Between, haul_m: Whole) -> Fraction:
    kg_per_t = between.near_kg + between.per_km_kg * (haul_m / 1000)
    grams = np.rint(np.nan_to_num(kg_per_t * 1000)).astype(np.int64)
    full = FULL_NET_CO2E_KG_PER_T * 1000
    return np.clip(grams, 0, full), full
