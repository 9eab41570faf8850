"""The stock ledger: every change of quantity, from one account of the lot to another. Append-only."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, Kg, Moment, by_value
from exchange.listings.models.offer import Account


class Cause(enum.StrEnum):
    """Why kilograms moved."""

    POSTED = "posted"
    CORRECTED = "corrected"
    AGREED = "agreed"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    WEIGHED = "weighed"
    CONFIRMED = "confirmed"
    HELD = "held"
    RELEASED = "released"
    SAMPLED = "sampled"
    REFUSED = "refused"
    RETURNED = "returned"
    CLAIMED = "claimed"


class StockMovement(Base):
    """Kilograms that left one account of a lot and entered another, and what caused it."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        sa.CheckConstraint(f"quantity_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
        sa.CheckConstraint("source <> target", "goes_somewhere"),
    )

    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    source: Mapped[Account] = mapped_column(by_value(Account, "source"))
    target: Mapped[Account] = mapped_column(by_value(Account, "target"))
    quantity_kg: Mapped[Kg]
    cause: Mapped[Cause]
    deal_id: Mapped[UUID | None] = mapped_column(index=True, comment="Rooms further left own deals: no foreign key")
    at: Mapped[Moment]


append_only.seal(StockMovement)
