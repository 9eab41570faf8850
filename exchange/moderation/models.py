"""Decisions about what is shown: each one kept, each refusal with the reasons that were given for it."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment


class ListingKind(enum.StrEnum):
    """Which of the two kinds of listing a decision is about."""

    OFFER = "offer"
    NEED = "need"


class Outcome(enum.StrEnum):
    """What was decided. What still waits has no row: the queue is a question to the listings themselves."""

    APPROVED = "approved"
    REFUSED = "refused"


class Measure(enum.StrEnum):
    """What was done to the listing (Regulation (EU) 2022/2065, article 17(3)(a))."""

    NOT_PUBLISHED = "not_published"
    """It was never shown."""
    TAKEN_DOWN = "taken_down"
    """It was shown until then."""
    HELD = "held"
    """A rule has it wait for a person."""


class Ground(enum.StrEnum):
    """On which law or which of our rules a refusal rests; each has its paragraph on the rules page."""

    LEGAL_STATUS = "legal_status"
    WASTE_CODE = "waste_code"
    UNSAFE = "unsafe"
    INCOMPLETE = "incomplete"
    MISLEADING = "misleading"
    OUT_OF_SCOPE = "out_of_scope"
    CONTACTS = "contacts"


class Redress(enum.StrEnum):
    """What the holder can do about it (article 17(3)(f))."""

    CORRECT = "correct"
    APPEAL = "appeal"
    ANSWER = "answer"
    COURT = "court"


class StatementOfReasons(Base):
    """Why something was refused, in full: without one the refusal itself cannot be stored. Never changed."""

    __tablename__ = "statement_of_reasons"
    __table_args__ = (
        sa.CheckConstraint("length(explanation) BETWEEN 1 AND 4000", "explains_itself"),
        sa.CheckConstraint("facts <> '{}'::jsonb", "rests_on_facts"),
        sa.CheckConstraint("cardinality(redress) > 0", "offers_redress"),
    )

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True, comment="To whom it is owed")
    measure: Mapped[Measure]
    ground: Mapped[Ground]
    facts: Mapped[dict[str, Any]] = mapped_column(comment="The listing as the moderator saw it")
    explanation: Mapped[str] = mapped_column(comment="In the moderator's words: what, why, how to put it right")
    was_automated: Mapped[bool] = mapped_column(comment="Whether a machine found it or decided")
    rule: Mapped[str | None] = mapped_column(comment="Name of the rule that a machine applied")
    redress: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    made_at: Mapped[Moment]


class Review(Base):
    """One decision on one version of a listing. Never changed.

    A listing that was shown becomes a draft or waits only where such a decision, or the hit of a rule, has its
    statement: triggers on both tables of listings look at each commit (``offer_hidden_with_reasons``).
    """

    __tablename__ = "review"
    __table_args__ = (
        sa.Index("review_listing_idx", "listing_kind", "listing_id", "decided_at"),
        sa.CheckConstraint("(outcome = 'refused') = (statement_id IS NOT NULL)", "refused_with_reasons"),
    )

    id: Mapped[Id]
    listing_kind: Mapped[ListingKind]
    listing_id: Mapped[UUID] = mapped_column(comment="An offer or a need: two tables, so no foreign key")
    listing_version: Mapped[int] = mapped_column(comment="What the moderator had before their eyes")
    waiting_since: Mapped[Moment]
    outcome: Mapped[Outcome]
    decided_by: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("person.id"), comment="None: a machine, by a dated rule"
    )
    decided_at: Mapped[Moment]
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statement_of_reasons.id"), unique=True)


append_only.seal(Review)
