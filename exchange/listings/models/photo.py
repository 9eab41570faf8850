"""Pictures of lots, re-encoded by us: nothing of the sender's file survives but the pixels."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class Photo(Base):
    """One picture of an offer; the files lie in the store under its id."""

    __tablename__ = "photo"
    __table_args__ = (sa.CheckConstraint("width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", "has_a_size"),)

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    description: Mapped[str] = mapped_column(server_default="", comment="Said to people who do not see it")
    added_at: Mapped[Moment]
