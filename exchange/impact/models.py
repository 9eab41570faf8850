"""What confirmed handovers saved, once each, as reckoned under the catalogue of their day."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.impact.core.benefit import NoFactorReason, Route
from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, Kg, Moment

Co2 = sa.Numeric(16, 3)
_BOUND = 10**12


class ImpactRecord(Base):
    """The credit of one handover: its confirmed mass and, where factors allow, its net kg CO₂e with a range."""

    __tablename__ = "impact_record"
    __table_args__ = (
        sa.CheckConstraint(f"mass_kg BETWEEN 0.001 AND {MOST_KG}", "mass_is_positive"),
        sa.CheckConstraint("haul_km BETWEEN 0 AND 20100", "haul_is_on_earth"),
        sa.CheckConstraint(
            f"low_kgco2e BETWEEN -{_BOUND} AND central_kgco2e AND high_kgco2e BETWEEN central_kgco2e AND {_BOUND}",
            "range_is_ordered",
        ),
        sa.CheckConstraint("(central_kgco2e IS NULL) = (no_factor IS NOT NULL)", "figure_or_reason"),
    )

    handover_id: Mapped[UUID] = mapped_column(primary_key=True, comment="Deals own handovers: no foreign key leftwards")
    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    mass_kg: Mapped[Kg] = mapped_column(comment="The confirmed weight")
    haul_km: Mapped[float]
    route: Mapped[Route]
    process_code: Mapped[str | None]
    low_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    central_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    high_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    no_factor: Mapped[NoFactorReason | None]
    lines: Mapped[list[Any]] = mapped_column(comment="Parts with range, source, year, geography")
    catalogue_version: Mapped[int]
    at: Mapped[Moment]


append_only.seal(ImpactRecord)
