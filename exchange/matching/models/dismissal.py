"""What one side of a pair put aside, and why."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment
from exchange.matching.core.facts import Side


class Reason(enum.StrEnum):
    """Why one side does not want a pair, in the words that cover most of it."""

    TOO_FAR = "too_far"
    WRONG_QUALITY = "wrong_quality"
    PRICE = "price"
    SOLVED = "solved"
    NOT_WITH_THEM = "not_with_them"
    OTHER = "other"


MOST_WORDS = 500


class Dismissal(Base):
    """One side of a pair put it aside. It goes when the side brings the pair back; the journal keeps both."""

    __tablename__ = "dismissal"
    __table_args__ = (
        sa.UniqueConstraint("offer_id", "need_id", "side"),
        sa.CheckConstraint(f"length(words) <= {MOST_WORDS}", "words_are_few"),
        sa.CheckConstraint("reason <> 'other' OR words <> ''", "another_reason_has_words"),
        sa.Index("dismissal_of_offer_idx", "offer_id", sa.text("id DESC"), postgresql_where=sa.text("side = 'offer'")),
        sa.Index("dismissal_of_need_idx", "need_id", sa.text("id DESC"), postgresql_where=sa.text("side = 'need'")),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"))
    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id"))
    side: Mapped[Side] = mapped_column(comment="Who put it aside: the business of the offer or of the need")
    reason: Mapped[Reason]
    words: Mapped[str] = mapped_column(server_default="")
    dismissed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    dismissed_at: Mapped[Moment]
