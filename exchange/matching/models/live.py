"""Live listings as matching reads them by the thousand: whole numbers of fixed width, one row beside the other.

Derived: the pairing job of a listing writes its rows before it pairs (service/keeping.py), and a listing that is not
live has none. Days are ordinals, masses grams, prices cents per tonne; core/columns.py names what stands for «not
known». Nothing else reads or writes them.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from exchange.kernel.orm import Base
from exchange.kernel.packed import packing
from exchange.listings.models.columns import Point
from exchange.matching.core.squares import square_sql

_COMMON = (
    ("business_id", "uuid"), ("is_observed", "bool"), ("lft", "int4"), ("end_", "int4"), ("ux", "float8"),
    ("uy", "float8"), ("uz", "float8"), ("reach_km", "int4"), ("from_day", "int4"), ("until_day", "int4"),
    ("is_negotiable", "bool"),
)  # fmt: skip
OFFER_CELLS = (
    ("offer_id", "uuid"), *_COMMON, ("status", "int2"), ("waste_code", "int4"), ("grade", "int2"), ("free_g", "int8"),
    ("minimum_g", "int8"), ("ask_cents", "int8"),
)  # fmt: skip
NEED_CELLS = (
    ("need_id", "uuid"), *_COMMON, ("is_substitute", "bool"), ("statuses", "int2"), ("permits_id", "int4"),
    ("lowest_grade", "int2"), ("wanted_g", "int8"), ("smallest_g", "int8"), ("highest_cents", "int8"),
)  # fmt: skip
"""What a packed row holds, in this order."""


class Box(UserDefinedType[str]):
    """PostgreSQL's ``box``, as text: planar metres «(x,y),(x,y)»."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """How PostgreSQL calls it."""
        return "box"


class LivePermits(Base):
    """A set of waste codes under permits in force. Many sites share one; sets are never changed, only added."""

    __tablename__ = "live_permits"

    id: Mapped[int] = mapped_column(sa.Identity(always=True), primary_key=True)
    codes: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer), comment="Ascending, each once")

    __table_args__ = (
        # a hash, because a set may be too long for a B-tree
        ExcludeConstraint(("codes", "="), using="hash", name="live_permits_differ"),
        sa.Index("live_permits_codes_idx", "codes", postgresql_using="gin"),
    )


def _packed(cells: Any) -> Any:
    text = sa.Computed(packing(cells), persisted=True)
    return mapped_column(sa.LargeBinary, text, comment="The row as matching reads it")


def _indexes(name: str, mass: str) -> tuple[sa.Index, ...]:
    """Who stands within a circle, who in a square, and whose reach covers a point; nothing is looked up in the table
    itself."""
    return (
        sa.Index(
            f"{name}_here_idx", "span", "place", postgresql_using="gist", postgresql_include=["packed"]
        ),
        sa.Index(f"{name}_square_idx", "lft", "square", postgresql_include=["kind", mass, "packed"]),
        sa.Index(
            f"{name}_cover_idx", "span", "cover",
            postgresql_using="gist", postgresql_include=["place", "packed"],
            postgresql_where=sa.text("cover IS NOT NULL"),
        ),
    )  # fmt: skip


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
    square: Mapped[int] = mapped_column(sa.Computed(square_sql(), persisted=True), comment="core/squares.py")
    cover: Mapped[str | None] = mapped_column(Box, comment="Holds the circle of its reach")
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

    packed: Mapped[bytes] = _packed(OFFER_CELLS)

    __table_args__ = _indexes("live_offer", "free_g")


class LiveNeed(Live, Base):
    """A live need under one of the nodes that it accepts, substitutes included: one row each."""

    __tablename__ = "live_need"

    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id", ondelete="CASCADE"), primary_key=True)
    lft: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="Interval of the node: [lft, end_)")
    is_substitute: Mapped[bool]
    statuses: Mapped[int] = mapped_column(sa.SmallInteger, comment="Bits of the accepted legal statuses; 0: all")
    permits_id: Mapped[int] = mapped_column(sa.ForeignKey("live_permits.id"))
    lowest_grade: Mapped[int] = mapped_column(sa.SmallInteger)
    wanted_g: Mapped[int] = mapped_column(sa.BigInteger)
    smallest_g: Mapped[int] = mapped_column(sa.BigInteger)
    highest_cents: Mapped[int] = mapped_column(sa.BigInteger)

    packed: Mapped[bytes] = _packed(NEED_CELLS)

    __table_args__ = _indexes("live_need", "wanted_g")
