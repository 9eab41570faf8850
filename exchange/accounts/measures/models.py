"""A measure on a person or a company, with the reasons that it cannot be stored without."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class MeasureKind(enum.StrEnum):
    """What was done (Regulation (EU) 2022/2065, article 17(3)(a))."""

    SUSPENDED = "suspended"
    """A person acts no more; a company trades no more and shows nothing."""
    REFUSED = "refused"
    """A company's number or the authority of its people could not be confirmed."""


class MeasureGround(enum.StrEnum):
    """On which law or which of our terms it rests."""

    IDENTITY = "identity"
    FRAUD = "fraud"
    UNLAWFUL = "unlawful"
    CONDUCT = "conduct"
    NOTICES = "notices"


class FoundBy(enum.StrEnum):
    """What led to it."""

    OWN = "own"
    NOTICE = "notice"


class MeasureRedress(enum.StrEnum):
    """What the one concerned can do about it (article 17(3)(f))."""

    APPEAL = "appeal"
    ANSWER = "answer"
    COURT = "court"


class MeasureOutcome(enum.StrEnum):
    """What the second look came to."""

    UPHELD = "upheld"
    REVERSED = "reversed"


class BarredAddress(Base):
    """The mail address of somebody who was erased while suspended, as a keyed hash: no new account takes it until then.

    Without it whoever is suspended would delete the account and come back.
    """

    __tablename__ = "barred_address"
    __table_args__ = (sa.CheckConstraint("length(address_hash) = 64", "is_a_hash"),)

    address_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    measure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account_measure.id"), index=True)


class AccountMeasure(Base):
    """One measure on one person or one company; its reasons never change, its objection is decided once.

    It holds until it is lifted, on a person also until it ends by itself.
    """

    __tablename__ = "account_measure"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(person_id, business_id) = 1", "about_one"),
        sa.CheckConstraint("kind = 'suspended' OR person_id IS NULL", "people_are_suspended_only"),
        sa.CheckConstraint("length(explanation) BETWEEN 1 AND 4000", "explains_itself"),
        sa.CheckConstraint("facts <> '{}'::jsonb", "rests_on_facts"),
        sa.CheckConstraint("cardinality(redress) > 0", "offers_redress"),
        sa.CheckConstraint("ends_at > made_at", "ends_after_it_begins"),
        sa.CheckConstraint("ends_at IS NULL OR person_id IS NOT NULL", "only_those_on_people_end_by_themselves"),
        sa.CheckConstraint("num_nonnulls(lifted_at, lifted_by) IN (0, 2)", "lifted_by_somebody"),
        sa.CheckConstraint("num_nonnulls(appealed_at, appealed_by) IN (0, 2)", "appealed_by_somebody"),
        sa.CheckConstraint(
            "(appealed_at IS NULL) = (appeal_words = '') AND length(appeal_words) <= 4000", "appealed_with_words"
        ),
        sa.CheckConstraint(
            "num_nonnulls(appeal_outcome, appeal_decided_by, appeal_decided_at) IN (0, 3)", "judged_by_somebody"
        ),
        sa.CheckConstraint(
            "(appeal_outcome IS NULL) = (appeal_answer = '') AND length(appeal_answer) <= 4000", "judged_with_words"
        ),
        sa.CheckConstraint("appeal_outcome IS NULL OR appealed_at IS NOT NULL", "judged_when_appealed"),
        sa.CheckConstraint("appeal_decided_by <> made_by", "judged_by_somebody_else"),
        sa.Index("account_measure_person_id_idx", "person_id", postgresql_where=sa.text("person_id IS NOT NULL")),
        sa.Index("account_measure_business_id_idx", "business_id", postgresql_where=sa.text("business_id IS NOT NULL")),
        sa.Index("account_measure_in_force_idx", "made_at", "id", postgresql_where=sa.text("lifted_at IS NULL")),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    kind: Mapped[MeasureKind]
    ground: Mapped[MeasureGround]
    facts: Mapped[dict[str, Any]] = mapped_column(comment="What was looked at, as it was then")
    found_by: Mapped[FoundBy] = mapped_column(comment="Whether a notice led to it; never whose")
    explanation: Mapped[str] = mapped_column(comment="In the words of who decided: what, why, what would help")
    was_automated: Mapped[bool] = mapped_column(comment="Whether a machine found it or decided")
    redress: Mapped[list[str]] = mapped_column(ARRAY(sa.Text))
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[Moment]
    ends_at: Mapped[Moment | None] = mapped_column(comment="Of a person's: when it ends by itself; none: no end is set")
    lifted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    lifted_at: Mapped[Moment | None]
    appealed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    appealed_at: Mapped[Moment | None]
    appeal_words: Mapped[str] = mapped_column(server_default="", comment="Why it is held to be wrong")
    appeal_outcome: Mapped[MeasureOutcome | None]
    appeal_answer: Mapped[str] = mapped_column(server_default="", comment="Why, in the second judge's words")
    appeal_decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    appeal_decided_at: Mapped[Moment | None]
