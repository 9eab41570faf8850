"""What matching found: one row per compatible pair, with its score and why."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.kernel.orm import Base, Moment
from exchange.listings.models import Need, Offer
from exchange.matching.core.weights import FULL_SCORE

_BEST_FIRST = sa.text("score DESC")
_LIVE = sa.text("is_live")


class Match(Base):
    """An offer and a need that pass all eight rules. A pair that fails later stays, not live, and is not told again.

    Its terms and flags are judged where they are shown: they follow from the two listings as they are then.
    """

    __tablename__ = "match"
    __table_args__ = (
        sa.PrimaryKeyConstraint("offer_id", "need_id"),
        sa.CheckConstraint(f"score BETWEEN 0 AND {FULL_SCORE}", "score_is_of_a_thousand"),
        sa.CheckConstraint("distance_km BETWEEN 0 AND 20038", "distance_is_earthly"),
        sa.CheckConstraint("NOT (is_observed AND told_at IS NOT NULL)", "observed_ones_are_never_told"),
        sa.Index("match_of_offer_idx", "offer_id", _BEST_FIRST, "need_id", postgresql_where=_LIVE),
        sa.Index("match_of_need_idx", "need_id", _BEST_FIRST, "offer_id", postgresql_where=_LIVE),
        sa.Index(
            "match_observed_idx",
            _BEST_FIRST, "offer_id", "need_id",
            postgresql_where=sa.text("is_live AND is_observed"),
        ),
        sa.Index(
            "match_untold_idx",
            "offer_id", "need_id",
            postgresql_where=sa.text("is_live AND NOT is_observed AND told_at IS NULL"),
        ),
    )  # fmt: skip

    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"))
    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id"))
    score: Mapped[int] = mapped_column(sa.SmallInteger)
    distance_km: Mapped[float] = mapped_column(comment="Great circle, rounded to the metre")
    is_observed: Mapped[bool] = mapped_column(comment="A side is known from a register only: for staff, never told")
    is_live: Mapped[bool] = mapped_column(server_default=sa.true())
    created_at: Mapped[Moment]
    matched_at: Mapped[Moment] = mapped_column(comment="When the row last changed")
    told_at: Mapped[Moment | None]

    offer: Mapped[Offer] = relationship(lazy="raise")
    need: Mapped[Need] = relationship(lazy="raise")
