"""What members are told, and by which road they want to hear of it."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class Topic(enum.StrEnum):
    """What a notice is about: mails are chosen and stopped by it."""

    MATCHES = "matches"
    SEARCHES = "searches"
    DEALS = "deals"
    LISTINGS = "listings"
    WATCHING = "watching"


class Cadence(enum.StrEnum):
    """When the mail about a notice leaves; the bell shows it at once in any case."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    BELL = "bell"


class Notice(Base):
    """One thing that one person was told; its words are made when it is read, in the reader's language.

    ``cadence`` is what the person wished when it was told; ``mail_id`` is the one message that carried it.
    """

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "dedupe_key"),
        sa.CheckConstraint("mail_id IS NULL OR cadence <> 'bell'", "mailed_only_if_wished"),
        sa.CheckConstraint("points BETWEEN 0 AND 1000", "points_are_of_a_thousand"),
        sa.Index("notice_unread_idx", "person_id", postgresql_where=sa.text("read_at IS NULL")),
        sa.Index("notice_listed_idx", "person_id", sa.text("(read_at IS NULL)"), "at", "id"),
        sa.Index(
            "notice_to_mail_idx",
            "cadence", "person_id", "at",
            postgresql_where=sa.text("mail_id IS NULL AND cadence <> 'bell'"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    kind: Mapped[str]
    topic: Mapped[Topic] = mapped_column(server_default=Topic.LISTINGS)
    facts: Mapped[dict[str, Any]] = mapped_column(comment="What the sentence needs: names, quantities, reasons")
    path: Mapped[str] = mapped_column(comment="Where the next step is")
    points: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0", comment="Best first")
    dedupe_key: Mapped[str]
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]
    cadence: Mapped[Cadence] = mapped_column(server_default=Cadence.BELL)
    mail_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("outgoing_mail.id"), comment="The message that carried it"
    )


class NoticePreference(Base):
    """When somebody wants mail about a topic; without a row it leaves at once."""

    __tablename__ = "notice_preference"
    __table_args__ = (sa.PrimaryKeyConstraint("person_id", "topic"),)

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    topic: Mapped[Topic]
    cadence: Mapped[Cadence]
    changed_at: Mapped[Moment]
