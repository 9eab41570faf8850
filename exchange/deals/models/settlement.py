"""What a load costs, line by line. Append-only: a claim adds lines, it changes none."""

from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.deals.core.settlement import MOST_EUR, LineKind
from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, EurPerTonne, Id, Kg, Moment


class SettlementLine(Base):
    """An amount and the arithmetic behind it. Their sum is what the taker pays; below zero the giver pays."""

    __tablename__ = "settlement_line"
    __table_args__ = (
        sa.UniqueConstraint("movement_id", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 1000", "number_is_bounded"),
        sa.CheckConstraint(f"amount_eur BETWEEN -{MOST_EUR} AND {MOST_EUR}", "amount_is_bounded"),
        sa.CheckConstraint(f"quantity_kg BETWEEN -{MOST_KG} AND {MOST_KG}", "quantity_is_bounded"),
        sa.CheckConstraint("price_eur_per_t BETWEEN -100000 AND 10000000", "price_is_bounded"),
        sa.CheckConstraint("percent BETWEEN -100 AND 200", "percent_is_bounded"),
        sa.CheckConstraint("num_nonnulls(quantity_kg, price_eur_per_t, percent) IN (0, 3)", "arithmetic_is_whole"),
        sa.CheckConstraint("(claim_id IS NOT NULL) = (kind IN ('mass', 'claim'))", "claims_have_their_claim"),
    )

    id: Mapped[Id]
    movement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("movement.id"))
    number: Mapped[int]
    kind: Mapped[LineKind]
    quantity_kg: Mapped[Kg | None]
    price_eur_per_t: Mapped[EurPerTonne | None]
    percent: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 2), comment="Of quantity times price")
    amount_eur: Mapped[Decimal] = mapped_column(sa.Numeric(14, 2), comment="Positive: the taker pays the giver")
    claim_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("claim.id"))
    at: Mapped[Moment]


append_only.seal(SettlementLine)
