"""Lots that somebody keeps an eye on while others hold them."""

from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.kernel.orm import MOST_KG, Base, Kg, Moment
from exchange.listings.models.offer import Offer


class LotWatch(Base):
    """One person and one lot, and how the lot stood when the person last heard of it."""

    __tablename__ = "lot_watch"
    __table_args__ = (
        sa.PrimaryKeyConstraint("person_id", "offer_id"),
        sa.CheckConstraint(f"seen_kg BETWEEN 0 AND {MOST_KG}", "seen_is_bounded"),
    )

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    since: Mapped[Moment]
    seen_kg: Mapped[Kg] = mapped_column(comment="What was free when the person last heard or could see it")
    is_gone: Mapped[bool] = mapped_column(server_default=sa.false(), comment="Told that it is on offer no more")

    offer: Mapped[Offer] = relationship(lazy="raise")

    @property
    def free_kg(self) -> Decimal:
        """What can be had of the lot now."""
        return self.offer.free_kg
