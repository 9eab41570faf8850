"""Documents of a load: numbered without gaps, written once, kept in every language of the territory."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment


class PaperKind(enum.StrEnum):
    """What a document is for."""

    HANDOVER_NOTE = "handover_note"
    CERTIFICATE = "certificate"
    PURCHASE_SUMMARY = "purchase_summary"
    ANNEX_VII = "annex_vii"


class PaperCounter(Base):
    """The last number given in a territory and year. Taken in the transaction that issues, so none is ever lost."""

    __tablename__ = "paper_counter"
    __table_args__ = (
        sa.PrimaryKeyConstraint("territory", "year"),
        sa.CheckConstraint("last BETWEEN 1 AND 9999999", "last_is_bounded"),
    )

    territory: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]


class IssuedPaper(Base):
    """What a document says, as it was when it was issued. Append-only: what changed since is said by a new one."""

    __tablename__ = "issued_paper"
    __table_args__ = (
        sa.UniqueConstraint("territory", "year", "serial"),
        sa.UniqueConstraint("replaces_id"),
        sa.CheckConstraint("serial BETWEEN 1 AND 9999999", "serial_is_bounded"),
        sa.CheckConstraint("check_code ~ '^[2-9A-HJ-NP-Z]{8}$'", "check_code_is_unambiguous"),
        sa.CheckConstraint("territory ~ '^[A-Z0-9]{1,12}$'", "territory_fits_an_address"),
        sa.CheckConstraint("replaces_id <> id", "replaces_another"),
    )

    id: Mapped[Id]
    territory: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[PaperKind]
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"), index=True)
    check_code: Mapped[str] = mapped_column(comment="Printed beside the number: who has it may read what it says")
    facts: Mapped[dict[str, Any]] = mapped_column(comment="What it says, in no language")
    replaces_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("issued_paper.id"))
    issued_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="The side that asked for it")
    at: Mapped[Moment]

    settings: Mapped[list["PaperSetting"]] = relationship(lazy="raise", order_by="PaperSetting.language")

    @property
    def number(self) -> str:
        """As it is printed: «MEL-2026-000042»."""
        return f"{self.territory}-{self.year}-{self.serial:06d}"


class PaperSetting(Base):
    """A document as set in one language: the fingerprint of its file."""

    __tablename__ = "paper_setting"
    __table_args__ = (
        sa.PrimaryKeyConstraint("paper_id", "language"),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", "sha256_is_hexadecimal"),
        sa.CheckConstraint("language ~ '^[a-z]{2}$'", "language_has_two_letters"),
    )

    paper_id: Mapped[UUID] = mapped_column(sa.ForeignKey("issued_paper.id"))
    language: Mapped[str]
    sha256: Mapped[str]

    @property
    def file_name(self) -> str:
        """Under which name the storage keeps it."""
        return f"issued/{self.paper_id}-{self.language}.pdf"


append_only.seal(IssuedPaper)
append_only.seal(PaperSetting)
