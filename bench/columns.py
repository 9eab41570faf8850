"""Offers and needs as columns of numbers: what the generator deals, the loader stores and the scan reads.

Masses in grams, prices in cents per tonne, days as ordinals: whole numbers, so that every sum is exact.
"""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from exchange.kernel.trade import LegalStatus

Column = npt.NDArray[Any]

NO_PRICE = np.int64(-(10**15))
OPEN_END = 10**7
"""A day after all others: the listing has no end."""
STATUSES = tuple(LegalStatus)
NO_STATUS = -1
NO_CODE = -1
NO_NODE = -1
STATES = ("published", "observed", "paused", "expired", "exhausted", "draft")
LIVE_STATES = 2
"""The first two of them are matched."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Equally long columns; a row is one listing."""

    site: Column
    business: Column
    is_active: Column
    state: Column
    ux: Column
    uy: Column
    uz: Column
    reach_km: Column
    first: Column
    last: Column
    is_negotiable: Column

    def __len__(self) -> int:
        return len(self.site)

    def take(self, rows: Any) -> Self:
        """Some of the rows, in the order asked for."""
        return type(self)(*[getattr(self, field.name)[rows] for field in fields(self)])

    @property
    def live(self) -> Column:
        """Numbers of the rows that are matched."""
        return np.flatnonzero(self.state < LIVE_STATES)


@dataclass(frozen=True, slots=True)
class Offers(Columns):
    """Lots. ``material`` is the node's number in the tree; of a whole lot the minimum is all that is free."""

    material: Column
    free_g: Column
    minimum_g: Column
    is_whole: Column
    ask_cents: Column
    grade: Column  # 0: not known
    status: Column
    code: Column  # number of the waste code


@dataclass(frozen=True, slots=True)
class Needs(Columns):
    """Needs. ``nodes`` has three numbers a row, padded; ``statuses`` is a mask, 0 accepts all."""

    nodes: Column
    wanted_g: Column
    covered_g: Column
    smallest_g: Column
    highest_cents: Column
    lowest_grade: Column  # 0: any
    statuses: Column
    permit: Column  # number of the site's permit; 0: none
