"""Reading impact: of one handover, of a business's handovers, and estimated ahead of any."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.benefit import Benefit
from exchange.impact.models import ImpactRecord
from exchange.impact.reckoning import reckon
from exchange.kernel.orm import session
from exchange.kernel.trade import LegalStatus

_TYPICAL_LOAD_KG = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Total:
    """What several handovers come to; ``without_figure`` counts those that have no factor."""

    mass_kg: Decimal
    low_kgco2e: Decimal
    central_kgco2e: Decimal
    high_kgco2e: Decimal
    handovers: int
    without_figure: int


def of(handover_id: UUID) -> ImpactRecord | None:
    """The credit of a handover, once it is confirmed."""
    return session().get(ImpactRecord, handover_id)


def total(handover_ids: Iterable[UUID] | None = None) -> Total:
    """The sum of some handovers, or of all; each counts once, so shares can never exceed it."""
    sums = sa.select(
        sa.func.coalesce(sa.func.sum(ImpactRecord.mass_kg), 0),
        sa.func.sum(ImpactRecord.low_kgco2e),
        sa.func.sum(ImpactRecord.central_kgco2e),
        sa.func.sum(ImpactRecord.high_kgco2e),
        sa.func.count(),
        sa.func.count(ImpactRecord.no_factor),
    )
    if handover_ids is not None:
        sums = sums.where(ImpactRecord.handover_id.in_(list(handover_ids)))
    mass, low, central, high, handovers, without = session().execute(sums).one()
    zero = Decimal(0)
    return Total(mass, low or zero, central or zero, high or zero, handovers, without)


def estimate(
    material_code: str, quantity_kg: Decimal, haul_km: float, legal_status: LegalStatus | None
) -> Benefit | None:
    """What moving a quantity would save, before anybody moved it; None where there is no factor."""
    result = reckon(catalogue.current(), material_code, quantity_kg, haul_km, legal_status).result
    return result if isinstance(result, Benefit) else None


def estimate_per_t(material_code: str, haul_km: float, legal_status: LegalStatus | None) -> float | None:
    """Net kg CO₂e per tonne for ranking matches; None where there is no factor.

    The material's part and the way's part are linear, so they are reckoned once per material and scaled.
    """
    parts = parts_per_t(material_code, legal_status)
    return None if parts is None else parts[0] + parts[1] * haul_km


def parts_per_t(material_code: str, legal_status: LegalStatus | None) -> tuple[float, float] | None:
    """The estimate in its two parts: kg CO₂e per tonne at no distance, and what each kilometre adds (below zero)."""
    return _per_t(_Snapshot(catalogue.current()), material_code, legal_status)


def possible_parts_per_t(
    material_code: str, legal_status: LegalStatus | None
) -> tuple[tuple[float, float] | None, ...]:
    """The parts of every material under a node, each once; None among them where one has no factor."""
    return _possible(_Snapshot(catalogue.current()), material_code, legal_status)


class _Snapshot:
    """A catalogue as a key of the cache: equal by version."""

    def __init__(self, known: Catalogue) -> None:
        self.known = known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Snapshot) and self.known.version == other.known.version

    def __hash__(self) -> int:
        return hash(self.known.version)


@lru_cache(maxsize=4096)
def _per_t(snapshot: _Snapshot, material_code: str, status: LegalStatus | None) -> tuple[float, float] | None:
    """kg CO₂e per tonne at no distance, and what each kilometre adds (below zero)."""
    near = reckon(snapshot.known, material_code, _TYPICAL_LOAD_KG, 0.0, status).result
    far = reckon(snapshot.known, material_code, _TYPICAL_LOAD_KG, 1.0, status).result
    if not isinstance(near, Benefit) or not isinstance(far, Benefit):
        return None
    return float(near.kg.central), float(far.kg.central - near.kg.central)


@lru_cache(maxsize=4096)
def _possible(
    snapshot: _Snapshot, material_code: str, status: LegalStatus | None
) -> tuple[tuple[float, float] | None, ...]:
    below = [entry.code for entry in snapshot.known.below(material_code)] or [material_code]
    return tuple(dict.fromkeys(_per_t(snapshot, code, status) for code in below))
