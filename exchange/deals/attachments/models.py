"""A file beside a message."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class AttachmentKind(enum.StrEnum):
    """What a message carries."""

    PDF = "pdf"
    PHOTO = "photo"


class Attachment(Base):
    """One file for the two sides alone: a PDF as it was sent, or a picture re-encoded by us."""

    __tablename__ = "attachment"
    __table_args__ = (
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", "title_has_a_length"),
        sa.CheckConstraint("bytes BETWEEN 1 AND 100000000", "bytes_are_bounded"),
    )

    id: Mapped[Id]
    message_id: Mapped[UUID] = mapped_column(sa.ForeignKey("message.id"), unique=True)
    business_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("business.id"), index=True, comment="Who sent it, and whose quota it fills"
    )
    kind: Mapped[AttachmentKind]
    title: Mapped[str] = mapped_column(comment="The sender's name of the file, without its ending")
    bytes: Mapped[int] = mapped_column(comment="Of all its sizes together")
    at: Mapped[Moment]
