"""A little of the lot to try before the terms are agreed: asked by the taker, handed out by the giver, judged."""

import enum
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment


class SampleEnd(enum.StrEnum):
    """How the question of a sample ended."""

    REFUSED = "refused"
    DROPPED = "dropped"
    SUITS = "suits"
    DOES_NOT_SUIT = "does_not_suit"
    LAPSED = "lapsed"
    DEAL_ENDED = "deal_ended"


JUDGEMENTS = frozenset({SampleEnd.SUITS, SampleEnd.DOES_NOT_SUIT})
"""What a taker who tried it can say."""


class SampleRefusal(enum.StrEnum):
    """Why none is handed out, in a few words that can be counted."""

    NONE_TO_SPARE = "none_to_spare"
    GOES_AS_A_WHOLE = "goes_as_a_whole"
    TOO_MUCH_WORK = "too_much_work"
    PAPERS = "papers"
    ANALYSIS_AT_HAND = "analysis_at_hand"
    OTHER = "other"


class DealSample(Base):
    """One sample of a deal, from the question to the word about it. At most one of a deal is open."""

    __tablename__ = "deal_sample"
    __table_args__ = (
        sa.CheckConstraint(f"quantity_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
        sa.CheckConstraint("quantity BETWEEN 0.001 AND 100000000000", "quantity_in_its_unit_is_positive"),
        sa.CheckConstraint("asked_at <= given_at", "given_after_it_was_asked"),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", "ended_with_a_reason"),
        sa.CheckConstraint(
            "ending NOT IN ('suits', 'does_not_suit') OR given_at IS NOT NULL", "judged_after_it_was_given"
        ),
        sa.CheckConstraint("ending NOT IN ('refused', 'dropped') OR given_at IS NULL", "given_ones_are_judged"),
        sa.CheckConstraint("ending NOT IN ('refused', 'does_not_suit') OR length(words) > 0", "a_no_has_its_reason"),
        sa.CheckConstraint("refusal IS NULL OR ending = 'refused'", "coded_where_it_was_refused"),
        sa.CheckConstraint("handed_on IS NULL OR given_at IS NOT NULL", "handed_on_a_day_once_given"),
        sa.CheckConstraint("length(wish) <= 500 AND length(words) <= 500", "words_have_a_length"),
        sa.Index("deal_sample_open_idx", "deal_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), index=True)
    quantity_kg: Mapped[Kg]
    quantity: Mapped[Decimal] = mapped_column(sa.Numeric(14, 3), comment="The same in the holder's unit")
    unit: Mapped[str] = mapped_column(comment="The holder's unit when it was asked")
    wish: Mapped[str] = mapped_column(server_default="", comment="What the taker wants to see of it")
    asked_at: Mapped[Moment]
    given_at: Mapped[Moment | None] = mapped_column(comment="When it left what is free, for good")
    handed_on: Mapped[date | None] = mapped_column(comment="The day on which it was handed over or sent")
    ended_at: Mapped[Moment | None]
    ending: Mapped[SampleEnd | None]
    words: Mapped[str] = mapped_column(server_default="", comment="Why it was refused, or what came of trying it")
    refusal: Mapped[SampleRefusal | None] = mapped_column(comment="Why it was refused, to be counted")
