"""What a handover's credit stands at by now: its first row and all that compensate."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.impact.core.benefit import NoFactorReason, Route
from exchange.impact.core.hierarchy import Hierarchy
from exchange.impact.models import ImpactRecord
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class Standing:
    """One handover's figure as of now; the fields are those of its rows, summed where rows are differences."""

    handover_id: UUID
    material_code: str
    mass_kg: Decimal
    haul_km: float
    route: Route
    hierarchy: Hierarchy | None
    process_code: str | None
    low_kgco2e: Decimal | None
    central_kgco2e: Decimal | None
    high_kgco2e: Decimal | None
    no_factor: NoFactorReason | None
    uncredited: NoFactorReason | None
    has_stated_range: bool | None
    paid_eur: Decimal | None
    lines: list[Any]
    catalogue_version: int
    corrections: int


_SUMMED = ("mass_kg", "low_kgco2e", "central_kgco2e", "high_kgco2e", "paid_eur")
_LATEST = (
    "handover_id", "material_code", "haul_km", "route", "hierarchy", "process_code", "no_factor", "uncredited",
    "has_stated_range", "lines", "catalogue_version",
)  # fmt: skip


def steps(handover_id: UUID) -> Sequence[ImpactRecord]:
    """The rows of a handover, in order."""
    rows = sa.select(ImpactRecord).where(ImpactRecord.handover_id == handover_id).order_by(ImpactRecord.number)
    return session().scalars(rows).all()


def of(handover_id: UUID) -> Standing | None:
    """The credit of a handover as it stands; None before it is confirmed."""
    rows = steps(handover_id)
    if not rows:
        return None
    summed = {name: _sum([getattr(row, name) for row in rows]) for name in _SUMMED}
    return Standing(**{name: getattr(rows[-1], name) for name in _LATEST}, **summed, corrections=len(rows) - 1)


def _sum(figures: list[Decimal | None]) -> Any:
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None
