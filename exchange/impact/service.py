"""Crediting handovers: once each, from the confirmed weight only; a later weight adds a row that compensates."""

from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import queries as catalogue
from exchange.impact import standing
from exchange.impact.core.basis import kept, read, reckoned
from exchange.impact.core.benefit import Benefit, Line, NoFactor
from exchange.impact.core.corrections import NOTHING, step
from exchange.impact.core.hierarchy import step_of
from exchange.impact.models import ImpactRecord
from exchange.impact.reckoning import Trip, reckon
from exchange.kernel.orm import session
from exchange.kernel.trade import LegalStatus

_CENT = Decimal("0.01")
_SAME = ("material_code", "haul_km", "route", "hierarchy", "process_code", "basis", "price_eur_per_t")


def credit(
    handover_id: UUID,
    *,
    material_code: str,
    mass_kg: Decimal,
    haul_km: float,
    legal_status: LegalStatus | None,
    at: datetime,
    price_eur_per_t: Decimal | None = None,
    kg_per_piece: Decimal | None = None,
    trip: Trip | None = None,
) -> ImpactRecord:
    """Record what a confirmed handover saved, under the catalogue as it stands. A second call changes nothing.

    All that the figure stands on is kept in the row, so that it can be reckoned again whatever the catalogue says
    by then. ``price_eur_per_t`` is the agreed one (negative: the giver pays).
    """
    made = reckon(
        catalogue.current(), material_code, mass_kg, haul_km, legal_status, kg_per_piece=kg_per_piece, trip=trip
    )
    facts = {
        "handover_id": handover_id,
        "number": 1,
        "material_code": material_code,
        "haul_km": haul_km,
        "route": made.route,
        "hierarchy": step_of(legal_status),
        "process_code": made.process_code,
        "basis": kept(made.basis),
        "price_eur_per_t": price_eur_per_t,
        "catalogue_version": made.version,
        "at": at,
        **_figures(kept(made.basis), NOTHING, mass_kg, price_eur_per_t),
    }
    session().execute(insert(ImpactRecord).values(facts).on_conflict_do_nothing())
    return session().get_one(ImpactRecord, (handover_id, 1))


def correct(handover_id: UUID, *, mass_kg: Decimal, at: datetime) -> ImpactRecord | None:
    """Bring a handover's credit to another weight (kg, zero or more) by a row that compensates; nothing is changed.

    Reckoned on what was kept with the first row, so factors, process and vehicle stay those of that day. None when
    the weight stands so already: safe to call twice. The caller holds the deal's lock, so that two corrections
    follow one another. Raises LookupError for a handover that was never credited or that kept no basis (rows from
    before that was kept), ValueError for a weight below zero.
    """
    if mass_kg < 0:
        raise ValueError(f"A weight is zero or more, not {mass_kg} kg.")
    steps = standing.steps(handover_id)
    if not steps or steps[0].basis is None:
        raise LookupError(f"Nothing to correct: handover {handover_id} has no credit with a basis.")
    first, before_kg = steps[0], sum((row.mass_kg for row in steps), NOTHING)
    if mass_kg == before_kg:
        return None
    row = ImpactRecord(
        handover_id=handover_id,
        number=len(steps) + 1,
        catalogue_version=first.catalogue_version,
        at=at,
        **{name: getattr(first, name) for name in _SAME},
        **_figures(steps[0].basis, before_kg, mass_kg, first.price_eur_per_t),
    )
    session().add(row)
    session().flush()
    return row


def _figures(
    basis: dict[str, Any], before_kg: Decimal, after_kg: Decimal, price_eur_per_t: Decimal | None
) -> dict[str, Any]:
    """What a step from one mass to another writes; parts are those of the figure after it."""
    known = read(basis)
    ends, result = step(known, before_kg, after_kg), reckoned(known, after_kg or Decimal(1))
    made: dict[str, Any] = {
        "mass_kg": after_kg - before_kg,
        "paid_eur": _paid(after_kg, before_kg, price_eur_per_t),
        "lines": [],
    }
    if isinstance(result, NoFactor) or ends is None:
        return {**made, "no_factor": result.reason if isinstance(result, NoFactor) else None}
    return {
        **made,
        "low_kgco2e": ends.low,
        "central_kgco2e": ends.central,
        "high_kgco2e": ends.high,
        "lines": [_line(line) for line in result.lines] if after_kg else [],
        **_caveats(result),
    }


def _caveats(result: Benefit) -> dict[str, Any]:
    return {"uncredited": result.uncredited, "has_stated_range": result.has_stated_range}


def _paid(after_kg: Decimal, before_kg: Decimal, price_eur_per_t: Decimal | None) -> Decimal | None:
    """Euro, to the cent, of the whole after less the whole before: corrections never drift."""
    if price_eur_per_t is None:
        return None
    after, before = ((kg / 1000 * price_eur_per_t).quantize(_CENT, ROUND_HALF_EVEN) for kg in (after_kg, before_kg))
    return after - before


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
