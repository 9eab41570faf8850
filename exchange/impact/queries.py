"""Reading impact: of one handover, of a business's handovers, and estimated ahead of any."""

from decimal import Decimal
from functools import lru_cache

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.benefit import Benefit
from exchange.impact.reckoning import reckon
from exchange.impact.standing import Standing, of
from exchange.impact.totals import Total, giver_share, taker_share, total
from exchange.kernel.trade import LegalStatus

__all__ = [
    "Standing", "Total", "estimate", "estimate_per_t", "giver_share", "of", "parts_per_t",
    "possible_parts_per_t", "taker_share", "total",
]  # fmt: skip

_TYPICAL_LOAD_KG = Decimal(1000)


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
