"""Posting forms that somebody has begun and not sent yet."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment
from exchange.listings.search.criteria import Kind

MOST_BYTES, MOST_CHARS = 65536, 12_000
"""The texts of a form in characters, and as they are stored with their fields' names."""


class ListingDraft(Base):
    """A form half filled in: what was typed, as typed. It lacks whatever it lacks until it is posted.

    It is no listing yet: nothing matches, finds or counts it. Posted or deleted, its row stays without its answers,
    so that a late save of the same form cannot bring it back.
    """

    __tablename__ = "listing_draft"
    __table_args__ = (
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", "title_has_a_length"),
        sa.CheckConstraint(
            f"jsonb_typeof(answers) = 'object' AND octet_length(answers::text) <= {MOST_BYTES}", "answers_are_bounded"
        ),
        sa.CheckConstraint("ended_at IS NULL OR answers = '{}'", "ended_ones_keep_nothing"),
        sa.Index(
            "listing_draft_open_idx", "business_id", sa.text("changed_at DESC"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    kind: Mapped[Kind]
    title: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default="{}", comment="Typed texts by the fields' names")
    language: Mapped[str] = mapped_column(sa.String(2), comment="In which its numbers were typed")
    changed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    ended_at: Mapped[Moment | None] = mapped_column(comment="When it was posted or deleted")
