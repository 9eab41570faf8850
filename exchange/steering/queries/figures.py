"""Reading the territory's figures: confirmed handovers only, each counted once."""

from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.models import ImpactRecord
from exchange.impact.totals import HANDOVERS
from exchange.kernel.orm import session

FEWEST_HANDOVERS = 3
"""A family with fewer handovers is not shown on its own: its figures would be those of a single business."""


@dataclass(frozen=True, slots=True)
class FamilyFigures:
    """What was handed over of one family of materials. ``label`` is None for the families too small to show."""

    label: str | None
    handovers: int
    mass_kg: Decimal
    central_kgco2e: Decimal


def by_family(catalogue: Catalogue, language: str) -> list[FamilyFigures]:
    """Mass and net CO₂e per family, heaviest first; small families are summed into one line without a name."""
    grouped: dict[str, FamilyFigures] = {}
    sums = sa.select(
        ImpactRecord.material_code,
        HANDOVERS,
        sa.func.sum(ImpactRecord.mass_kg),
        sa.func.sum(ImpactRecord.central_kgco2e),
    )
    for code, handovers, mass_kg, central in session().execute(sums.group_by(ImpactRecord.material_code)):
        family = catalogue.path(code)[0]
        figures = FamilyFigures(family.label(language), handovers, mass_kg, central or Decimal(0))
        grouped[family.code] = _sum(grouped.get(family.code), figures)
    shown = [figures for figures in grouped.values() if figures.handovers >= FEWEST_HANDOVERS]
    rest = None
    for figures in grouped.values():
        if figures.handovers < FEWEST_HANDOVERS:
            rest = _sum(rest, FamilyFigures(None, figures.handovers, figures.mass_kg, figures.central_kgco2e))
    return [*sorted(shown, key=lambda figures: -figures.mass_kg), *([rest] if rest else [])]


def _sum(known: FamilyFigures | None, more: FamilyFigures) -> FamilyFigures:
    if known is None:
        return more
    return FamilyFigures(
        more.label,
        known.handovers + more.handovers,
        known.mass_kg + more.mass_kg,
        known.central_kgco2e + more.central_kgco2e,
    )
