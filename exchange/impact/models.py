"""What confirmed handovers saved, as reckoned under the catalogue of their day."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.impact.core.benefit import NoFactorReason, Route
from exchange.impact.core.hierarchy import Hierarchy
from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, Kg, Moment, by_value

Co2 = sa.Numeric(16, 3)
_BOUND = 10**12


class ImpactRecord(Base):
    """One step of a handover's credit: the first is the confirmed weight, later ones compensate.

    Masses, figures and euro are differences, so that every total is a plain sum over rows.
    """

    __tablename__ = "impact_record"
    __table_args__ = (
        sa.CheckConstraint("number BETWEEN 1 AND 1000", "number_is_bounded"),
        sa.CheckConstraint(
            f"mass_kg BETWEEN -{MOST_KG} AND {MOST_KG} AND (number > 1 OR mass_kg >= 0.001)", "mass_is_bounded"
        ),
        sa.CheckConstraint("haul_km BETWEEN 0 AND 20100", "haul_is_on_earth"),
        sa.CheckConstraint(
            " AND ".join(f"{end}_kgco2e BETWEEN -{_BOUND} AND {_BOUND}" for end in ("low", "central", "high")),
            "figures_are_bounded",
        ),
        sa.CheckConstraint(
            "number > 1 OR central_kgco2e BETWEEN low_kgco2e AND high_kgco2e",
            "range_is_ordered",
        ),
        sa.CheckConstraint("(central_kgco2e IS NULL) = (no_factor IS NOT NULL)", "figure_or_reason"),
        sa.CheckConstraint(f"paid_eur BETWEEN -{_BOUND} AND {_BOUND}", "paid_is_bounded"),
        sa.CheckConstraint("price_eur_per_t BETWEEN -100000 AND 10000000", "price_is_bounded"),
    )

    handover_id: Mapped[UUID] = mapped_column(primary_key=True, comment="Deals own handovers: no foreign key leftwards")
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, server_default="1", comment="1 is the credit, later ones compensate"
    )
    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    mass_kg: Mapped[Kg] = mapped_column(comment="The confirmed weight, later what a correction adds to it")
    haul_km: Mapped[float]
    route: Mapped[Route]
    hierarchy: Mapped[Hierarchy | None] = mapped_column(comment="Step of the waste hierarchy; null: not said")
    process_code: Mapped[str | None]
    low_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    central_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    high_kgco2e: Mapped[Decimal | None] = mapped_column(Co2)
    no_factor: Mapped[NoFactorReason | None]
    uncredited: Mapped[NoFactorReason | None] = mapped_column(
        by_value(NoFactorReason, "uncredited"), comment="Why production is left out of the figure, if it is"
    )
    has_stated_range: Mapped[bool | None] = mapped_column(comment="Whether each source states its own uncertainty")
    paid_eur: Mapped[Decimal | None] = mapped_column(
        sa.Numeric(16, 2), comment="Agreed price times mass; negative: the giver paid; null: not told"
    )
    lines: Mapped[list[Any]] = mapped_column(comment="Parts of the whole figure with range, source, year, geography")
    basis: Mapped[dict[str, Any] | None] = mapped_column(comment="All that was reckoned with; null before 0040")
    price_eur_per_t: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2), comment="As agreed; null: not told")
    catalogue_version: Mapped[int]
    at: Mapped[Moment]


append_only.seal(ImpactRecord)
