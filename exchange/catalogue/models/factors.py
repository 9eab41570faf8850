"""Emission factors, a full set per version of the catalogue: written once, never changed."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.catalogue.models.common import Confidence, Figure
from exchange.kernel.orm import Base


def _bounded(*columns: str) -> sa.CheckConstraint:
    """Every figure lies within a thousand million, which also keeps NaN out."""
    return sa.CheckConstraint(
        " AND ".join(f"{column} BETWEEN -1000000000 AND 1000000000" for column in columns), "figures_are_numbers"
    )


class Provenance:
    """Which version of the catalogue holds a figure, and where the figure comes from."""

    version: Mapped[int] = mapped_column(sa.ForeignKey("catalogue_version.number"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    geography: Mapped[str]
    data_year: Mapped[int | None]
    source: Mapped[str]
    source_id: Mapped[str]
    confidence: Mapped[Confidence]
    plausibility: Mapped[str]
    comment: Mapped[str]


class ImpactFactor(Provenance, Base):
    """What one tonne or one piece of a material stands for, in kg CO₂e. Null: the source does not say."""

    __tablename__ = "impact_factor"
    __table_args__ = (
        _bounded(
            *("virgin_kgco2e", "recycled_kgco2e", "reuse_processing_kgco2e", "eol_default_kgco2e"),
            *("eol_landfill_kgco2e", "eol_landfill_credit_kgco2e"),
            *("eol_incineration_kgco2e", "eol_incineration_credit_kgco2e"),
            *("water_m3", "energy_gj", "uncertainty_pct"),
        ),
        sa.CheckConstraint("basis_unit IN ('t', 'unit')", "known_basis"),
        sa.CheckConstraint("scope IN ('production', 'eol', 'both', 'water')", "known_scope"),
    )

    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    label: Mapped[str]
    rank: Mapped[int]
    scope: Mapped[str]
    is_preferred: Mapped[bool]
    basis_unit: Mapped[str]
    virgin_kgco2e: Mapped[Decimal | None] = mapped_column(Figure, comment="Avoided production, new material")
    recycled_kgco2e: Mapped[Decimal | None] = mapped_column(Figure, comment="Production from recycled material")
    reuse_processing_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_landfill_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_landfill_credit_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_incineration_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_incineration_credit_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_default_kgco2e: Mapped[Decimal | None] = mapped_column(Figure)
    eol_default_route: Mapped[str]
    water_m3: Mapped[Decimal | None] = mapped_column(Figure)
    energy_gj: Mapped[Decimal | None] = mapped_column(Figure)
    uncertainty_pct: Mapped[Decimal | None] = mapped_column(Figure)


class TransportFactor(Provenance, Base):
    """What moving costs the climate, kg CO₂e per tonne-kilometre, m³-kilometre or kilometre."""

    __tablename__ = "transport_factor"
    __table_args__ = (
        _bounded("kgco2e_per_activity_unit", "kgco2e_per_km", "assumed_load_t", "cost_eur_per_km"),
        sa.CheckConstraint("activity_unit IN ('t.km', 'm3.km', 'km')", "known_activity"),
    )

    mode: Mapped[str]
    vehicle_class: Mapped[str]
    label_en: Mapped[str]
    label_fr: Mapped[str]
    energy: Mapped[str]
    activity_unit: Mapped[str]
    kgco2e_per_activity_unit: Mapped[Decimal | None] = mapped_column(Figure)
    kgco2e_per_km: Mapped[Decimal | None] = mapped_column(Figure)
    assumed_load_t: Mapped[Decimal | None] = mapped_column(Figure)
    cost_eur_per_km: Mapped[Decimal | None] = mapped_column(Figure)
    boundary: Mapped[str]
