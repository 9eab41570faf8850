"""Pictures and papers of lots: the files lie in the store under the ids of these rows."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment

MOST_PHOTOS = 10
HAS_A_SIZE = "width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000"
BOUNDED = "bytes BETWEEN 0 AND 100000000"


LIKENESS = "Difference hash, 64 bits: similar pictures differ in few; none where it shows nothing to tell by"
LIKENESS_SHIFTS = (0, 16, 32, 48)
"""Where the four quarters of a likeness begin: two pictures that differ in three bits share a quarter at least."""


class Photo(Base):
    """One picture of an offer, re-encoded by us: nothing of the sender's file survives but the pixels."""

    __tablename__ = "photo"
    __table_args__ = (
        sa.CheckConstraint(HAS_A_SIZE, "has_a_size"),
        sa.CheckConstraint(f"position BETWEEN 0 AND {MOST_PHOTOS - 1}", "at_most_ten"),
        sa.CheckConstraint(BOUNDED, "bytes_are_bounded"),
        sa.UniqueConstraint("offer_id", "position", deferrable=True, initially="DEFERRED"),
        *(
            # nosemgrep: sql-from-text — numbers of ours
            sa.Index(f"photo_likeness_{shift}_idx", sa.text(f"((likeness >> {shift}) & 65535)"))
            for shift in LIKENESS_SHIFTS
        ),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0", comment="0 is the cover")
    width: Mapped[int]
    height: Mapped[int]
    description: Mapped[str] = mapped_column(server_default="", comment="Said to people who do not see it")
    bytes: Mapped[int] = mapped_column(server_default="0", comment="Of all its sizes together")
    likeness: Mapped[int | None] = mapped_column(sa.BigInteger, comment=LIKENESS)
    added_at: Mapped[Moment]


class PaperKind(enum.StrEnum):
    """What a document is."""

    SAFETY_SHEET = "safety_sheet"
    ANALYSIS = "analysis"
    TECHNICAL_SHEET = "technical_sheet"
    CERTIFICATE = "certificate"
    OTHER = "other"


class Readers(enum.StrEnum):
    """Who may fetch a document: every member, or whoever has agreed a deal on the lot."""

    MEMBERS = "members"
    PARTIES = "parties"


class Paper(Base):
    """A PDF about an offer, kept as it was sent and only ever handed out to be saved."""

    __tablename__ = "paper"
    __table_args__ = (
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", "title_has_a_length"),
        sa.CheckConstraint(BOUNDED, "bytes_are_bounded"),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    kind: Mapped[PaperKind]
    title: Mapped[str]
    readers: Mapped[Readers]
    bytes: Mapped[int]
    added_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    added_at: Mapped[Moment]
