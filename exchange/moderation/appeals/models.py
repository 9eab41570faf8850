"""An objection to a decision, and what came of it."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models import Business
from exchange.kernel.orm import Base, Id, Moment


class AppealOutcome(enum.StrEnum):
    """What the second look came to."""

    UPHELD = "upheld"
    REVERSED = "reversed"


class Appeal(Base):
    """One objection to one statement of reasons; decided once, with words, never by who decided first."""

    __tablename__ = "appeal"
    __table_args__ = (
        sa.CheckConstraint("length(words) BETWEEN 1 AND 4000", "says_why"),
        sa.CheckConstraint("num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)", "decided_by_somebody"),
        sa.CheckConstraint("(outcome IS NULL) = (answer = '') AND length(answer) <= 4000", "decided_with_words"),
        sa.CheckConstraint("decided_by <> first_decided_by", "decided_by_somebody_else"),
        sa.Index("appeal_waiting_idx", "made_at", "id", postgresql_where=sa.text("outcome IS NULL")),
    )

    id: Mapped[Id]
    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statement_of_reasons.id"), unique=True)
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[Moment]
    words: Mapped[str] = mapped_column(comment="Why the company holds the decision to be wrong")
    first_decided_by: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("person.id"), comment="Who made the decision; None: a machine"
    )
    outcome: Mapped[AppealOutcome | None]
    answer: Mapped[str] = mapped_column(server_default="", comment="Why, in the second moderator's words")
    decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]

    business: Mapped[Business] = relationship(lazy="raise")
