"""Sums over handovers, corrections included: of all, of some, and a company's share of what it gave and took."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.impact.models import ImpactRecord
from exchange.kernel.orm import session

_ZERO = Decimal(0)
HANDOVERS = sa.func.count().filter(ImpactRecord.number == 1)
"""Rows that compensate are no handovers of their own."""


@dataclass(frozen=True, slots=True)
class Total:
    """What several handovers come to; ``without_figure`` counts those that have no factor."""

    mass_kg: Decimal
    low_kgco2e: Decimal
    central_kgco2e: Decimal
    high_kgco2e: Decimal
    handovers: int
    without_figure: int

    def __add__(self, other: "Total") -> "Total":
        return Total(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def total(handover_ids: "Iterable[UUID] | sa.Select[UUID] | None" = None) -> Total:
    """The sum of some handovers (ids, or a query that selects them), or of all; each counts once."""
    ends = (ImpactRecord.low_kgco2e, ImpactRecord.central_kgco2e, ImpactRecord.high_kgco2e)
    return _read(ends, handover_ids)


def giver_share(handover_ids: "sa.Select[UUID]") -> Total:
    """The giving side's half of the figures; the mass is what moved. With the taker's half it is the whole."""
    central, below, above = _margins()
    ends = (central - below - _half(central) + _half(below), central - _half(central),
            central + above - _half(central) - _half(above))  # fmt: skip
    return _read(ends, handover_ids)


def taker_share(handover_ids: "sa.Select[UUID]") -> Total:
    """The taking side's half, rounded towards zero: an odd gram stays with the giver, as ``split_kg`` does it."""
    central, below, above = _margins()
    ends = (_half(central) - _half(below), _half(central), _half(central) + _half(above))
    return _read(ends, handover_ids)


def _margins() -> tuple[Any, Any, Any]:
    central = ImpactRecord.central_kgco2e
    return central, central - ImpactRecord.low_kgco2e, ImpactRecord.high_kgco2e - central


def _half(kg: Any) -> Any:
    return sa.func.trunc(kg / 2, 3)


def _read(ends: Iterable[Any], handover_ids: "Iterable[UUID] | sa.Select[UUID] | None") -> Total:
    sums = sa.select(
        sa.func.coalesce(sa.func.sum(ImpactRecord.mass_kg), 0),
        *(sa.func.coalesce(sa.func.sum(end), 0) for end in ends),
        HANDOVERS,
        sa.func.count(ImpactRecord.no_factor).filter(ImpactRecord.number == 1),
    )
    if handover_ids is not None:
        wanted = handover_ids if isinstance(handover_ids, sa.Select) else list(handover_ids)
        sums = sums.where(ImpactRecord.handover_id.in_(wanted))
    return Total(*session().execute(sums).one())
