"""Lines of the waste register: written once for a handover, corrected by lines that cancel, never changed."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment


class Direction(enum.StrEnum):
    """Whose register: that of who sent the waste away, or of who took it in."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class RegisterLine(Base):
    """One line as it is filed. A correction is two lines more: one cancels, one says it anew under the same id."""

    __tablename__ = "register_line"
    __table_args__ = (
        sa.UniqueConstraint("movement_id", "direction", "serial"),
        sa.UniqueConstraint("cancels_id"),
        sa.CheckConstraint(f"weight_kg BETWEEN 0.001 AND {MOST_KG}", "weight_is_positive"),
        sa.CheckConstraint("serial BETWEEN 1 AND 1000", "serial_is_bounded"),
        sa.CheckConstraint("cancels_id <> id", "cancels_another"),
        sa.CheckConstraint("jsonb_typeof(columns) = 'object'", "columns_have_names"),
        sa.CheckConstraint("coalesce(columns->>'weightIsEstimate', '') IN ('REEL', 'ESTIME')", "weight_says_how"),
        sa.Index("register_line_of_business_idx", "business_id", "at", "id"),
    )

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"))
    direction: Mapped[Direction]
    serial: Mapped[int] = mapped_column(comment="Lines of one handover count from one, cancelling ones included")
    cancels_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("register_line.id"))
    weight_kg: Mapped[Kg] = mapped_column(comment="The confirmed weight that it was written from")
    columns: Mapped[dict[str, Any]] = mapped_column(comment="What is filed, by the column's name")
    at: Mapped[Moment]


append_only.seal(RegisterLine)
