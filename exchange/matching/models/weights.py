"""How much each term of the score is worth in this territory, and who said so: the newest row counts. Append-only."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment
from exchange.matching.core.weights import FULL_SCORE, TermName

LONGEST_REASON = 500
_EACH = " AND ".join(f"{name} BETWEEN 0 AND {FULL_SCORE}" for name in TermName)
_SUM = " + ".join(TermName)


class ScoreWeights(Base):
    """One setting of the six weights. Versions count from 1; before the first, the territory's file rules."""

    __tablename__ = "score_weights"
    __table_args__ = (
        sa.CheckConstraint(_EACH, "points_are_not_negative"),
        sa.CheckConstraint(f"{_SUM} = {FULL_SCORE}", "points_sum_to_a_thousand"),
        sa.CheckConstraint(f"price + net_co2e < {FULL_SCORE}", "something_always_known_weighs"),
        sa.CheckConstraint(f"length(reason) BETWEEN 1 AND {LONGEST_REASON}", "says_why"),
        sa.CheckConstraint("version > 0", "versions_count_from_one"),
    )

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(unique=True)
    material: Mapped[int] = mapped_column(sa.SmallInteger, comment="Most points of the term, of 1000")
    distance: Mapped[int] = mapped_column(sa.SmallInteger)
    quantity: Mapped[int] = mapped_column(sa.SmallInteger)
    time: Mapped[int] = mapped_column(sa.SmallInteger)
    price: Mapped[int] = mapped_column(sa.SmallInteger)
    net_co2e: Mapped[int] = mapped_column(sa.SmallInteger)
    reason: Mapped[str]
    set_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    set_at: Mapped[Moment]


append_only.seal(ScoreWeights)
