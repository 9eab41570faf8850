"""Live listings as matching reads them by the thousand: whole numbers of fixed width, one row beside the other.

Derived: the pairing job of a listing writes its rows before it pairs (service/keeping.py), and a listing that is not
live has none. Days are ordinals, masses grams, prices cents per tonne; core/columns.py names what stands for «not
known». Nothing else reads or writes them.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base
from exchange.listings.models.columns import Circle, Point


class Live:
    """Where a live listing stands, whose it is and when it can be had: the same for both sides."""

    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    is_observed: Mapped[bool]
    lft: Mapped[int] = mapped_column(comment="Interval of the node: [lft, end_)")
    end_: Mapped[int]
    span: Mapped[Any] = mapped_column(
        INT4RANGE, comment="A need's interval, an offer's first number: they meet where one holds the other"
    )
    kind: Mapped[int] = mapped_column(sa.SmallInteger, comment="What bounds its score (core/kinds.py)")
    ux: Mapped[float]
    uy: Mapped[float]
    uz: Mapped[float]
    place: Mapped[str] = mapped_column(Point)
    reach: Mapped[str | None] = mapped_column(Circle)
    reach_km: Mapped[int]
    from_day: Mapped[int]
    until_day: Mapped[int]
    is_negotiable: Mapped[bool]


class LiveOffer(Live, Base):
    """A live offer."""

    __tablename__ = "live_offer"

    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[int] = mapped_column(sa.SmallInteger)
    waste_code: Mapped[int]
    grade: Mapped[int] = mapped_column(sa.SmallInteger)
    free_g: Mapped[int] = mapped_column(sa.BigInteger)
    minimum_g: Mapped[int] = mapped_column(sa.BigInteger)
    ask_cents: Mapped[int] = mapped_column(sa.BigInteger)

    __table_args__ = (
        sa.Index("live_offer_here_idx", "span", "place", postgresql_using="gist"),
        sa.Index(
            "live_offer_reach_idx",
            "span", "reach",
            postgresql_using="gist", postgresql_where=sa.text("reach IS NOT NULL"),
        ),
    )  # fmt: skip


class LiveNeed(Live, Base):
    """A live need under one of the nodes that it accepts, substitutes included: one row each."""

    __tablename__ = "live_need"

    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    lft: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Interval of the node: [lft, end_)")
    is_substitute: Mapped[bool]
    statuses: Mapped[int] = mapped_column(sa.SmallInteger, comment="Bits of the accepted legal statuses; 0: all")
    permitted: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer), comment="Waste codes under permits in force")
    lowest_grade: Mapped[int] = mapped_column(sa.SmallInteger)
    wanted_g: Mapped[int] = mapped_column(sa.BigInteger)
    smallest_g: Mapped[int] = mapped_column(sa.BigInteger)
    highest_cents: Mapped[int] = mapped_column(sa.BigInteger)

    __table_args__ = (
        sa.Index("live_need_here_idx", "span", "place", postgresql_using="gist"),
        sa.Index(
            "live_need_reach_idx",
            "span", "reach",
            postgresql_using="gist", postgresql_where=sa.text("reach IS NOT NULL"),
        ),
    )  # fmt: skip
