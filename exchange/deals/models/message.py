"""What the two sides write to one another."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class Message(Base):
    """A few lines in the thread of a deal."""

    __tablename__ = "message"
    __table_args__ = (sa.CheckConstraint("length(text) BETWEEN 1 AND 4000", "text_has_a_length"),)

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), index=True)
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[Moment]
