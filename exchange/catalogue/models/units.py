"""Units of the trade."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.catalogue.models.common import Figure, Sourced
from exchange.kernel.orm import Base


class Unit(Sourced, Base):
    """A trade unit, what it measures, and how much of the SI unit one of it is."""

    __tablename__ = "unit"
    __table_args__ = (
        sa.CheckConstraint("to_si > 0 AND to_si < 1000000000", "is_some_of_its_si_unit"),
        sa.CheckConstraint("typical_mass_kg > 0 AND typical_mass_kg < 1000000", "typical_mass_is_positive"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str]
    to_si: Mapped[Decimal] = mapped_column(sa.Numeric(24, 12))
    typical_mass_kg: Mapped[Decimal | None] = mapped_column(Figure)
    aliases: Mapped[dict[str, Any]] = mapped_column(comment="What people call it, by language")
    note: Mapped[str]
