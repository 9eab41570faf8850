"""What one side says was wrong with a load, and every word about it."""

import enum
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.deals.core.claims import OPEN_CLAIMS, ClaimState, ClaimVerb
from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment

Euro = sa.Numeric(14, 2)
MOST_EUR = 10_000_000
_IS_OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in ClaimState if state in OPEN_CLAIMS))


class ClaimGround(enum.StrEnum):
    """What was wrong."""

    WEIGHT = "weight"
    QUALITY = "quality"
    DELAY = "delay"


class ClaimWord(Base):
    """One word about a claim, with the weight and the amount that it puts on the table. Append-only."""

    __tablename__ = "claim_word"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 1000", "number_is_bounded"),
        sa.CheckConstraint("length(words) <= 2000", "words_have_a_length"),
        sa.CheckConstraint(f"weight_kg BETWEEN 0.001 AND {MOST_KG}", "weight_is_positive"),
        sa.CheckConstraint(f"amount_eur BETWEEN 0 AND {MOST_EUR}", "amount_is_bounded"),
    )

    id: Mapped[Id]
    claim_id: Mapped[UUID] = mapped_column(sa.ForeignKey("claim.id"))
    number: Mapped[int]
    verb: Mapped[ClaimVerb]
    business_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"), comment="None: clock, administrator")
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    words: Mapped[str]
    weight_kg: Mapped[Kg | None] = mapped_column(comment="What should count; none: the weight stands")
    amount_eur: Mapped[Decimal] = mapped_column(Euro, comment="To the side that claims")
    at: Mapped[Moment]


append_only.seal(ClaimWord)


class Claim(Base):
    """One side's claim about one load. At most one of a load is open."""

    __tablename__ = "claim"
    __table_args__ = (
        sa.CheckConstraint(f"(closed_at IS NULL) = ({_IS_OPEN})", "closed_ones_have_a_moment"),
        sa.CheckConstraint(f"(due_at IS NOT NULL) = ({_IS_OPEN})", "open_ones_have_a_clock"),
        sa.CheckConstraint("(turn_of IS NOT NULL) = (state IN ('raised', 'answered'))", "sides_take_turns"),
        sa.Index("claim_open_idx", "movement_id", unique=True, postgresql_where=sa.text("closed_at IS NULL")),
        sa.Index("claim_due_idx", "due_at", postgresql_where=sa.text("closed_at IS NULL")),
    )

    id: Mapped[Id]
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"), index=True)
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="Who claims")
    ground: Mapped[ClaimGround]
    state: Mapped[ClaimState]
    turn_of: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"), comment="Whose answer is waited for")
    due_at: Mapped[Moment | None] = mapped_column(comment="When the clock acts; for administrators: reminds")
    raised_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]

    words: Mapped[list[ClaimWord]] = relationship(lazy="raise", order_by=ClaimWord.number)

    @property
    def last(self) -> ClaimWord:
        """What is on the table, or how it ended."""
        return self.words[-1]
