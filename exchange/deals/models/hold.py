"""A promise to keep a quantity until a day: asked by the taker, granted by the giver."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment


class HoldEnd(enum.StrEnum):
    """How a hold ended."""

    REFUSED = "refused"
    RELEASED = "released"
    LAPSED = "lapsed"
    AGREED = "agreed"
    DEAL_ENDED = "deal_ended"


class DealHold(Base):
    """One hold of a deal, from the question to its end. At most one of a deal is open."""

    __tablename__ = "deal_hold"
    __table_args__ = (
        sa.CheckConstraint(f"quantity_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
        sa.CheckConstraint("asked_at < until", "ends_after_it_was_asked"),
        sa.CheckConstraint("longer_until > until", "longer_is_later"),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", "ended_with_a_reason"),
        sa.CheckConstraint("granted_at IS NOT NULL OR longer_until IS NULL", "granted_before_it_is_longer"),
        sa.Index("deal_hold_open_idx", "deal_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index(
            "deal_hold_due_idx",
            "until",
            postgresql_where=sa.text("ended_at IS NULL AND granted_at IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), index=True)
    quantity_kg: Mapped[Kg] = mapped_column(comment="What the terms said when it was asked")
    until: Mapped[Moment]
    longer_until: Mapped[Moment | None] = mapped_column(comment="The later end that the taker asks for")
    asked_at: Mapped[Moment]
    granted_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    ending: Mapped[HoldEnd | None]

    @property
    def is_granted(self) -> bool:
        """Whether the giver said yes and the kilograms are kept."""
        return self.granted_at is not None
