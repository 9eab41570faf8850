"""Searches that somebody keeps to be told when something new answers them, and what answered already."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment
from exchange.listings.search.criteria import Kind
from exchange.notices.models import Cadence

LONGEST_ADDRESS = 8000


class SavedSearch(Base):
    """One person's search, kept as its address so that telling and showing ask the same question."""

    __tablename__ = "saved_search"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "address"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", "name_has_a_length"),
        sa.CheckConstraint(f"length(address) <= {LONGEST_ADDRESS}", "address_is_bounded"),
        sa.Index("saved_search_awake_idx", "kind", postgresql_where=sa.text("paused_at IS NULL")),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str]
    kind: Mapped[Kind]
    address: Mapped[str] = mapped_column(comment="The search as address parameters")
    materials: Mapped[list[str]] = mapped_column(ARRAY(sa.Text), server_default="{}", comment="Codes; empty: all")
    criteria: Mapped[dict[str, Any]] = mapped_column(comment="The same by name: preselects, never decides")
    meant: Mapped[list[str]] = mapped_column(
        ARRAY(sa.Text), server_default="{}", comment="Codes of materials that the words may mean"
    )
    meant_by: Mapped[int] = mapped_column(comment="The version of the catalogue that understood the words")
    language: Mapped[str] = mapped_column(sa.String(2), comment="In which its words were typed")
    cadence: Mapped[Cadence | None] = mapped_column(comment="None: as the person prefers for all searches")
    created_at: Mapped[Moment]
    paused_at: Mapped[Moment | None]

    @property
    def is_paused(self) -> bool:
        """Whether it wakes nobody for a while."""
        return self.paused_at is not None


class SearchHit(Base):
    """A listing that answered a search: each wakes its person at most once."""

    __tablename__ = "search_hit"
    __table_args__ = (
        sa.UniqueConstraint("search_id", "offer_id"),
        sa.UniqueConstraint("search_id", "need_id"),
        sa.CheckConstraint("num_nonnulls(offer_id, need_id) = 1", "is_one_listing"),
    )

    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    search_id: Mapped[UUID] = mapped_column(sa.ForeignKey("saved_search.id", ondelete="CASCADE"))
    offer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("offer.id"))
    need_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("need.id"))
    woke_at: Mapped[Moment | None] = mapped_column(comment="None: was there when the search was saved")


def hit_column(kind: Kind) -> Any:
    """The column of a hit that names a listing of a kind."""
    return SearchHit.need_id if kind is Kind.NEED else SearchHit.offer_id
