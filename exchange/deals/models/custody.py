"""Who has a load on its way: carriers and stores, one after the other."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment

MOST_CUSTODY_STEPS = 8


class HolderKind(enum.StrEnum):
    """What somebody does with a load between the two sides."""

    CARRIER = "carrier"
    STORE = "store"


class CustodyStep(Base):
    """A load changed hands on its way. Append-only: what was told wrong is put right by the next step."""

    __tablename__ = "custody_step"
    __table_args__ = (
        sa.UniqueConstraint("movement_id", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 8", "number_is_bounded"),
        sa.CheckConstraint("length(holder) BETWEEN 1 AND 150", "holder_has_a_length"),
        sa.CheckConstraint("length(place) BETWEEN 1 AND 160", "place_has_a_length"),
        sa.CheckConstraint("plate ~ '^([A-Z0-9][A-Z0-9 -]{1,14})?$'", "plate_is_one"),
        sa.CheckConstraint("taken_at <= at", "taken_before_it_was_told"),
    )

    id: Mapped[Id]
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"))
    number: Mapped[int]
    kind: Mapped[HolderKind]
    holder: Mapped[str] = mapped_column(comment="Company that has the load from now on")
    place: Mapped[str] = mapped_column(comment="Where it took the load over")
    plate: Mapped[str] = mapped_column(server_default="", comment="Of the vehicle from here on")
    taken_at: Mapped[Moment]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="Who tells it")
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[Moment]


append_only.seal(CustodyStep)
