"""From preselected rows to judged pairs: one need against many offers, one offer against many needs."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from exchange.catalogue import queries as catalogue
from exchange.impact.queries import parts_per_t
from exchange.kernel.packed import Rows
from exchange.matching.core import many
from exchange.matching.core.columns import (
    STATUSES,
    Between,
    Judged,
    NeedColumns,
    OfferColumns,
    columns_of_need,
    columns_of_offer,
)
from exchange.matching.core.facts import Accepted, NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights


@dataclass(frozen=True, slots=True)
class Fitting:
    """The other ends of the compatible pairs of one listing, each once, with points and haul; in no order."""

    ids: NDArray[Any]
    score: NDArray[np.int64]
    haul_m: NDArray[np.int64]
    is_observed: NDArray[np.bool_]

    def refs(self) -> list[UUID]:
        """The ids as the database knows them."""
        return [UUID(bytes=one.tobytes()) for one in self.ids]


def nobody() -> Fitting:
    """What fits where nothing can."""
    return Fitting(np.empty(0, "V16"), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))


def offers_fitting(need: NeedFacts, rows: Rows, weights: Weights) -> Fitting:
    """Which of the offers serve the need, each under the closest node that takes it."""
    closest = _closest(need, rows)
    if closest.min(initial=0) < 0:
        rows = {name: cells[closest >= 0] for name, cells in rows.items()}
        closest = closest[closest >= 0]
    as_taken = replace(
        columns_of_need(need, need.accepts[0]),
        lft=np.array([one.span.lft for one in need.accepts])[closest],
        end=np.array([one.span.end for one in need.accepts])[closest],
        is_substitute=np.array([one.substitution_id is not None for one in need.accepts])[closest],
    )
    codes = np.array([int(code) for code in need.permitted_codes], np.int64)
    between = Between(np.isin(rows["waste_code"], codes), *_net_co2e(rows["lft"], rows["status"]))
    judged = many.judge(_columns(OfferColumns, rows), as_taken, between, weights)
    return _once(rows["offer_id"], rows["is_observed"] | need.is_observed, judged)


def needs_fitting(offer: OfferFacts, rows: Rows, weights: Weights) -> Fitting:
    """Which of the needs the offer serves; a need that stands there under several nodes counts under the closest."""
    parts = parts_per_t(offer.material.code, offer.legal_status) or (np.nan, np.nan)
    between = Between(rows["is_permitted"], *parts)
    judged = many.judge(columns_of_offer(offer), _columns(NeedColumns, rows), between, weights)
    return _once(rows["need_id"], rows["is_observed"] | offer.is_observed, judged)


def _columns(kind: Any, rows: Rows) -> Any:
    return kind(**{field.name: rows["end_" if field.name == "end" else field.name] for field in fields(kind)})


def _closest(need: NeedFacts, rows: Rows) -> NDArray[np.int64]:
    """The accepted node that takes each row, by place: own before substitute, narrow before wide; -1: none."""
    closest = np.full(len(rows["lft"]), -1)
    by_remoteness = sorted(enumerate(need.accepts), key=lambda one: _remoteness(one[1]), reverse=True)
    for place, accepted in by_remoteness:
        closest[(rows["lft"] >= accepted.span.lft) & (rows["end_"] <= accepted.span.end)] = place
    return closest


def _remoteness(accepted: Accepted) -> tuple[bool, int]:
    return accepted.substitution_id is not None, accepted.span.width


def _net_co2e(lft: NDArray[Any], status: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """kg CO₂e per tonne at no distance and per kilometre, by material and legal status; NaN without a factor."""
    table = _net_table(catalogue.current().version)
    parts = table[np.minimum(lft, len(table) - 1), status]
    return parts[:, 0], parts[:, 1]


@lru_cache(maxsize=2)
def _net_table(_version: int) -> NDArray[np.float64]:
    """The estimates of one version of the catalogue by first number and legal status: a tenth of a second, once."""
    code_at = catalogue.current().code_at
    shape = (max(code_at, default=0) + 2, len(STATUSES), 2)  # the last for what this catalogue does not hold
    table = np.full(shape, np.nan)
    for node, code in code_at.items():
        for number, status in enumerate(STATUSES):
            table[node, number] = parts_per_t(code, status) or (np.nan, np.nan)
    return table


def best_of(parts: Sequence[Fitting], most: int) -> Fitting:
    """The best of several, best first, ties by id; what stands in more than one counts once, with its best points."""
    every = _distinct(Fitting(*(np.concatenate(cells) for cells in zip(*map(_cells, parts), strict=True))))
    high, low = _halves(every.ids)
    order = np.lexsort((low, high, -every.score))[:most]
    return _picked(every, order)


def _once(ids: NDArray[Any], is_observed: NDArray[np.bool_], judged: Judged) -> Fitting:
    """The compatible ones, each with its best points."""
    return _distinct(_picked(Fitting(ids, judged.score, judged.haul_m, is_observed), judged.fits))


def _distinct(every: Fitting) -> Fitting:
    high, low = _halves(every.ids)
    order = np.lexsort((-every.score, low, high))
    high, low = high[order], low[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    return _picked(every, order[first])


def _halves(ids: NDArray[Any]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """An id as two numbers that sort as the id does."""
    both = np.ascontiguousarray(ids).view(">u8").astype(np.uint64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _picked(every: Fitting, which: NDArray[Any]) -> Fitting:
    return Fitting(*(cells[which] for cells in _cells(every)))


def _cells(every: Fitting) -> tuple[NDArray[Any], ...]:
    return every.ids, every.score, every.haul_m, every.is_observed
