"""A notice of content, what came of it, and its one objection."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class ContentKind(enum.StrEnum):
    """What kind of page was reported."""

    OFFER = "offer"
    NEED = "need"
    COMPANY = "company"


class NoticeReason(enum.StrEnum):
    """Why somebody holds it to be unlawful or against the rules."""

    WASTE = "waste"
    DANGEROUS = "dangerous"
    FRAUD = "fraud"
    RIGHTS = "rights"
    PERSONAL = "personal"
    HATE = "hate"
    CHILDREN = "children"
    OTHER = "other"


NAMELESS = frozenset({NoticeReason.CHILDREN})
"""Offences of articles 3 to 7 of Directive 2011/93/EU are reported without a name (article 16(2)(c))."""


class NoticeOutcome(enum.StrEnum):
    """What a moderator decided."""

    NOTHING = "nothing"
    HIDDEN = "hidden"
    REFUSED = "refused"


class ObjectionOutcome(enum.StrEnum):
    """What the second look at the answer to a reporter came to."""

    UPHELD = "upheld"
    REVERSED = "reversed"


class ContentNotice(Base):
    """One notice: what was reported, as it was then, by whom and why; decided once, with words for who reported it.

    ``name`` and ``email`` are the reporter's. Nothing that the reported side can read is ever made from them.
    """

    __tablename__ = "content_notice"
    __table_args__ = (
        sa.CheckConstraint("length(words) BETWEEN 1 AND 4000", "says_why"),
        sa.CheckConstraint("length(address) BETWEEN 1 AND 500", "names_its_address"),
        sa.CheckConstraint("content <> '{}'::jsonb", "keeps_what_was_there"),
        sa.CheckConstraint("reason = 'children' OR (name <> '' AND email <> '')", "says_who_unless_it_may_not"),
        sa.CheckConstraint("length(name) <= 120 AND length(email) <= 254", "who_is_short"),
        sa.CheckConstraint("in_good_faith", "given_in_good_faith"),
        sa.CheckConstraint("num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)", "decided_by_somebody"),
        sa.CheckConstraint("(outcome IS NULL) = (answer = '') AND length(answer) <= 4000", "decided_with_words"),
        sa.CheckConstraint(
            "coalesce(outcome IN ('hidden', 'refused'), false) = (num_nonnulls(statement_id, measure_id) = 1)"
            " AND num_nonnulls(statement_id, measure_id) < 2",
            "a_measure_has_its_reasons",
        ),
        sa.CheckConstraint("decided_by <> reporter_id", "decided_by_somebody_else"),
        sa.Index("content_notice_content_idx", "content_kind", "content_id", "made_at"),
        sa.Index("content_notice_waiting_idx", "made_at", "id", postgresql_where=sa.text("outcome IS NULL")),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(unique=True, comment="What the reporter quotes")
    content_kind: Mapped[ContentKind]
    content_id: Mapped[UUID] = mapped_column(comment="An offer, a need or a business: no foreign key")
    content_version: Mapped[int | None] = mapped_column(comment="Of a listing, when it was reported")
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True, comment="Whose content it is")
    address: Mapped[str] = mapped_column(comment="As it was given")
    content: Mapped[dict[str, Any]] = mapped_column(comment="All that the page said when it was reported")
    reason: Mapped[NoticeReason]
    words: Mapped[str] = mapped_column(comment="Why, in the reporter's words; for those who decide alone")
    name: Mapped[str] = mapped_column(server_default="", comment="The reporter's")
    email: Mapped[str] = mapped_column(server_default="", comment="The reporter's")
    reporter_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), comment="Who was signed in")
    in_good_faith: Mapped[bool]
    language: Mapped[str] = mapped_column(sa.String(2))
    made_at: Mapped[Moment]
    outcome: Mapped[NoticeOutcome | None]
    answer: Mapped[str] = mapped_column(server_default="", comment="Why, in words for the reporter")
    decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statement_of_reasons.id"))
    measure_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account_measure.id"))


class NoticeObjection(Base):
    """The reporter's one objection to an answer; judged once, with words, never by who answered first."""

    __tablename__ = "notice_objection"
    __table_args__ = (
        sa.CheckConstraint("length(words) BETWEEN 1 AND 4000", "says_why"),
        sa.CheckConstraint("length(first_answer) BETWEEN 1 AND 4000", "keeps_the_first_answer"),
        sa.CheckConstraint("num_nonnulls(outcome, decided_by, decided_at) IN (0, 3)", "decided_by_somebody"),
        sa.CheckConstraint("(outcome IS NULL) = (answer = '') AND length(answer) <= 4000", "decided_with_words"),
        sa.CheckConstraint("decided_by <> first_decided_by", "decided_by_somebody_else"),
    )

    id: Mapped[Id]
    notice_id: Mapped[UUID] = mapped_column(sa.ForeignKey("content_notice.id"), unique=True)
    made_at: Mapped[Moment]
    words: Mapped[str] = mapped_column(comment="Why the reporter holds the answer to be wrong")
    first_outcome: Mapped[NoticeOutcome]
    first_answer: Mapped[str]
    first_decided_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    outcome: Mapped[ObjectionOutcome | None]
    answer: Mapped[str] = mapped_column(server_default="", comment="Why, in the second judge's words")
    decided_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]
