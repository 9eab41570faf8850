"""Entries of the European list of waste, with their validity."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.catalogue.models.common import Sourced
from exchange.kernel.orm import Base


class WasteCode(Sourced, Base):
    """An entry of the list of waste; the star is part of the key (16 06 04 became 16 06 04*)."""

    __tablename__ = "waste_code"
    __table_args__ = (
        sa.CheckConstraint("code ~ '^[0-9]{6}$'", "six_digits"),
        sa.CheckConstraint("valid_from <= valid_to", "validity_runs_forward"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    is_hazardous: Mapped[bool] = mapped_column(primary_key=True)
    valid_from: Mapped[date | None] = mapped_column(comment="Null: since before the exchange")
    valid_to: Mapped[date | None] = mapped_column(comment="Last day, null: still valid")
    label_fr: Mapped[str]
    label_en: Mapped[str]
    label_nl: Mapped[str]
    labels_source: Mapped[str]
