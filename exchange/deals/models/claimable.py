"""A giver's word in advance: who comes first may have this lot."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Moment


class ClaimableLot(Base):
    """A lot that its holder lets be claimed at once, without a proposal. The word can be taken back: the row goes."""

    __tablename__ = "claimable_lot"

    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), primary_key=True)
    allowed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    allowed_at: Mapped[Moment]
