"""Ratings, and the moment from which they can be read. Both only grow."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment

WORST, BEST = 1, 5
_IN_RANGE = f"BETWEEN {WORST} AND {BEST}"


class Rating(Base):
    """What one side says about the other, once for a deal. Never changed: it was given without knowing the answer."""

    __tablename__ = "rating"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "business_id"),
        sa.CheckConstraint("business_id <> about_id", "is_about_the_other"),
        sa.CheckConstraint(f"described {_IN_RANGE}", "described_is_one_to_five"),
        sa.CheckConstraint(f"punctual {_IN_RANGE}", "punctual_is_one_to_five"),
        sa.CheckConstraint(f"clear {_IN_RANGE}", "clear_is_one_to_five"),
        sa.CheckConstraint("length(comment) <= 500", "comment_has_a_length"),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="Who says it")
    about_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    described: Mapped[int] = mapped_column(sa.SmallInteger, comment="1 to 5: as it had been described or agreed")
    punctual: Mapped[int] = mapped_column(sa.SmallInteger, comment="1 to 5: on time")
    clear: Mapped[int] = mapped_column(sa.SmallInteger, comment="1 to 5: communication")
    comment: Mapped[str] = mapped_column(server_default="")
    at: Mapped[Moment]

    @property
    def worst(self) -> int:
        """The lowest of its points."""
        return min(self.described, self.punctual, self.clear)


class RatingReveal(Base):
    """From here on both sides read what was said, and nobody says more: once for a deal."""

    __tablename__ = "rating_reveal"

    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), primary_key=True)
    at: Mapped[Moment] = mapped_column(index=True)


append_only.seal(Rating)
append_only.seal(RatingReveal)
