"""Introductions: a facilitator brings the two sides of a pair together, and what came of it."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models import Person
from exchange.kernel.orm import Base, Id, Moment
from exchange.listings.models import Need, Offer

LONGEST_NOTE = 1000


class DropReason(enum.StrEnum):
    """Why a facilitator gives an introduction up."""

    NO_ANSWER = "no_answer"
    NOT_INTERESTED = "not_interested"
    SERVED_ELSEWHERE = "served_elsewhere"
    QUALITY = "quality"
    LAW = "law"
    HAULAGE = "haulage"
    PRICE = "price"
    WRONG_DATA = "wrong_data"
    OTHER = "other"


class Introduction(Base):
    """One pair whose two sides were told of one another. Where it stands follows from the facts (see funnel.py)."""

    __tablename__ = "introduction"
    __table_args__ = (
        sa.UniqueConstraint("offer_id", "need_id"),
        sa.CheckConstraint("distance_km BETWEEN 0 AND 20038", "distance_is_earthly"),
        sa.CheckConstraint("score BETWEEN 0 AND 1000", "score_is_of_a_thousand"),
        sa.CheckConstraint("(dropped_at IS NULL) = (drop_reason IS NULL)", "dropped_with_a_reason"),
        sa.CheckConstraint("(dropped_at IS NULL) = (dropped_by IS NULL)", "dropped_by_somebody"),
        sa.Index("introduction_newest_idx", sa.text("made_at DESC"), sa.text("id DESC")),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"))
    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id"), index=True)
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), comment="The facilitator")
    made_at: Mapped[Moment]
    score: Mapped[int] = mapped_column(sa.SmallInteger, comment="Of the pair on that day")
    distance_km: Mapped[float]
    answered_at: Mapped[Moment | None] = mapped_column(comment="Somebody answered by telephone or letter")
    dropped_at: Mapped[Moment | None]
    dropped_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    drop_reason: Mapped[DropReason | None]

    offer: Mapped[Offer] = relationship(lazy="raise")
    need: Mapped[Need] = relationship(lazy="raise")
    facilitator: Mapped[Person] = relationship(lazy="raise", foreign_keys=[made_by])


class IntroductionNote(Base):
    """What a facilitator wants to remember of an introduction; never shown to the sides."""

    __tablename__ = "introduction_note"
    __table_args__ = (sa.CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_NOTE}", "text_has_a_length"),)

    id: Mapped[Id]
    introduction_id: Mapped[UUID] = mapped_column(sa.ForeignKey("introduction.id"), index=True)
    text: Mapped[str]
    written_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    written_at: Mapped[Moment]

    author: Mapped[Person] = relationship(lazy="raise")
