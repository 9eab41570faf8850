"""Pictures of a load: the ticket of the weighbridge, and what a claim is about."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment

MOST_TICKETS = 6


class LoadPhoto(Base):
    """One picture, re-encoded by us, for the two sides alone (and whoever decides about a claim)."""

    __tablename__ = "load_photo"
    __table_args__ = (
        sa.CheckConstraint("width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", "has_a_size"),
        sa.CheckConstraint("bytes BETWEEN 0 AND 100000000", "bytes_are_bounded"),
    )

    id: Mapped[Id]
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"), index=True)
    claim_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("claim.id"), index=True, comment="None: the ticket of the weighbridge"
    )
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int] = mapped_column(comment="Of its sizes together")
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="Who showed it")
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[Moment]
