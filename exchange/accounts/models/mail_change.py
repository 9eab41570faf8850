"""Another mail address: asked for, confirmed from the new mailbox, taken back from the old one."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class MailChange(Base):
    """One wish for another address; its two links are kept as hashes and work once each."""

    __tablename__ = "mail_change"
    __table_args__ = (
        sa.CheckConstraint("new_email = lower(new_email) AND length(new_email) <= 254", "new_email_is_folded"),
        sa.CheckConstraint("old_email <> new_email", "addresses_differ"),
        sa.CheckConstraint("asked_at < expires_at", "ends_after_it_begins"),
        sa.CheckConstraint("(undo_hash IS NULL) = (undo_until IS NULL)", "undo_has_its_end"),
        sa.CheckConstraint("undo_hash IS NULL OR confirmed_at IS NOT NULL", "undone_after_it_was_done"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    old_email: Mapped[str] = mapped_column(index=True)
    new_email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True, comment="SHA-256 of the link sent to the new address")
    asked_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None] = mapped_column(comment="When the new address answered")
    undo_hash: Mapped[str | None] = mapped_column(unique=True, comment="SHA-256 of the link sent to the old address")
    undo_until: Mapped[Moment | None]
    ended_at: Mapped[Moment | None] = mapped_column(comment="Taken back, or overtaken by another wish")
