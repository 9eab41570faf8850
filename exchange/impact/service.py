"""Crediting handovers: once each, from the confirmed weight only."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import queries as catalogue
from exchange.impact.core.benefit import Benefit, Line
from exchange.impact.models import ImpactRecord
from exchange.impact.reckoning import Reckoned, reckon
from exchange.kernel.orm import session
from exchange.kernel.trade import LegalStatus


def credit(
    handover_id: UUID,
    *,
    material_code: str,
    mass_kg: Decimal,
    haul_km: float,
    legal_status: LegalStatus | None,
    at: datetime,
) -> ImpactRecord:
    """Record what a confirmed handover saved, under the catalogue as it stands. A second call changes nothing."""
    reckoned = reckon(catalogue.current(), material_code, mass_kg, haul_km, legal_status)
    facts = {
        "handover_id": handover_id,
        "material_code": material_code,
        "mass_kg": mass_kg,
        "haul_km": haul_km,
        "at": at,
        **_figures(reckoned),
    }
    session().execute(insert(ImpactRecord).values(facts).on_conflict_do_nothing())
    return session().get_one(ImpactRecord, handover_id)


def _figures(reckoned: Reckoned) -> dict[str, Any]:
    made: dict[str, Any] = {
        "route": reckoned.route,
        "process_code": reckoned.process_code,
        "catalogue_version": reckoned.version,
        "lines": [],
    }
    if not isinstance(reckoned.result, Benefit):
        return {**made, "no_factor": reckoned.result.reason}
    net = reckoned.result.kg
    return {
        **made,
        "low_kgco2e": net.low,
        "central_kgco2e": net.central,
        "high_kgco2e": net.high,
        "lines": [_line(line) for line in reckoned.result.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": line.label.value,
        "low": str(line.kg.low),
        "central": str(line.kg.central),
        "high": str(line.kg.high),
        "source": line.source,
        "year": line.year,
        "geography": line.geography,
    }
