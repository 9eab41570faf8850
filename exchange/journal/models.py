"""The journal: one row for each thing that happened, chained so that a changed byte shows."""

import hashlib
import json
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Moment

GENESIS = "0" * 64
"""What the first entry takes for the seal before it."""


class JournalEntry(Base):
    """Who did what to which subject, for which business. Append-only for everybody, by trigger and by rights."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        sa.Index("journal_entry_subject_idx", "subject", "subject_id"),
        sa.CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", "hashes_are_sha256"),
    )

    number: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    actor_id: Mapped[UUID | None] = mapped_column(comment="The person; none when a timer acted")
    business_id: Mapped[UUID | None] = mapped_column(index=True, comment="The business acted for")
    on_behalf: Mapped[bool] = mapped_column(comment="Done by staff in a member's place")
    subject: Mapped[str] = mapped_column(comment="Kind of thing: offer, need, deal, movement, business …")
    subject_id: Mapped[UUID]
    verb: Mapped[str] = mapped_column(comment="What happened to it, in the past tense")
    details: Mapped[dict[str, Any]] = mapped_column(comment="Before and after, without secrets")
    request_id: Mapped[str | None]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


def seal(entry: JournalEntry) -> str:
    """SHA-256 over the entry's facts and the seal before it."""
    facts = [
        entry.number, entry.at.timestamp(), entry.actor_id, entry.business_id, entry.on_behalf, entry.subject,
        entry.subject_id, entry.verb, entry.details, entry.request_id, entry.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()


append_only.seal(JournalEntry)
