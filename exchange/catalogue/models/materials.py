"""The taxonomy, and what can stand in for what."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exchange.catalogue.models.common import Figure, Sourced
from exchange.kernel.orm import Base


class Material(Sourced, Base):
    """A node of the taxonomy; what lies under it lies within its interval [lft, end_)."""

    __tablename__ = "material"
    __table_args__ = (
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*$'", "code_is_a_path"),
        sa.CheckConstraint("lft >= 0 AND lft < end_", "interval_runs_forward"),
        sa.CheckConstraint("depth BETWEEN 0 AND 9", "depth_is_bounded"),
        sa.CheckConstraint("density_kg_per_m3 > 0 AND density_kg_per_m3 < 25000", "density_is_earthly"),
        sa.CheckConstraint("piece_mass_kg > 0 AND piece_mass_kg < 100000", "piece_has_a_mass"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(sa.ForeignKey("material.code"), index=True)
    lft: Mapped[int]
    end_: Mapped[int]
    depth: Mapped[int]
    label_fr: Mapped[str]
    label_en: Mapped[str]
    label_nl: Mapped[str]
    synonyms: Mapped[dict[str, Any]] = mapped_column(comment="Trade words by language")
    density_kg_per_m3: Mapped[Decimal | None] = mapped_column(Figure, comment="As usually moved, loose or liquid")
    piece_mass_kg: Mapped[Decimal | None] = mapped_column(Figure, comment="Of one typical empty piece")
    perishable: Mapped[bool]
    typical_units: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    waste_codes: Mapped[list[str]] = mapped_column(ARRAY(sa.Text), comment="Six digits, star where hazardous")
    impact_proxy: Mapped[dict[str, Any]] = mapped_column(comment="Mass shares of other materials, as text")
    icon: Mapped[str] = mapped_column(comment="Lucide icon of the family")
    note: Mapped[str]


class Substitution(Sourced, Base):
    """One material that can take another's place, for an application and on a condition."""

    __tablename__ = "substitution"
    __table_args__ = (
        sa.CheckConstraint("max_share_pct > 0 AND max_share_pct <= 100", "share_is_a_percentage"),
        sa.CheckConstraint("mass_ratio_kg_per_kg > 0 AND mass_ratio_kg_per_kg < 1000", "ratio_is_positive"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    replaced_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    substitute_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    application_en: Mapped[str]
    application_fr: Mapped[str]
    condition: Mapped[str]
    max_share_pct: Mapped[Decimal | None] = mapped_column(Figure)
    mass_ratio_kg_per_kg: Mapped[Decimal | None] = mapped_column(Figure)
    quality_loss: Mapped[str]
    regulatory_check: Mapped[str]


class Process(Sourced, Base):
    """What turns a material into another, with its yield and what the product displaces."""

    __tablename__ = "process"
    __table_args__ = (
        sa.CheckConstraint("0 < yield_low AND yield_low <= yield_typical", "low_yield_is_lowest"),
        sa.CheckConstraint("yield_typical <= yield_high", "high_yield_is_highest"),
        sa.CheckConstraint("yield_high < 1000", "yield_is_bounded"),
        sa.CheckConstraint("displacement_ratio > 0 AND displacement_ratio <= 2", "displaces_some"),
        sa.CheckConstraint("credit_rule IN ('recycle', 'reuse', 'displace', 'none')", "known_credit_rule"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    label_en: Mapped[str]
    label_fr: Mapped[str]
    input_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    output_code: Mapped[str | None] = mapped_column(sa.ForeignKey("material.code"), index=True)
    displaces_code: Mapped[str | None] = mapped_column(sa.ForeignKey("material.code"))
    credit_rule: Mapped[str]
    displacement_ratio: Mapped[Decimal | None] = mapped_column(Figure)
    yield_typical: Mapped[Decimal | None] = mapped_column(Figure)
    yield_low: Mapped[Decimal | None] = mapped_column(Figure)
    yield_high: Mapped[Decimal | None] = mapped_column(Figure)
    yield_unit: Mapped[str]
    operation: Mapped[str]
    acceptance: Mapped[str]
