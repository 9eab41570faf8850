"""What was put on the table: each version stays as it was said."""

import enum
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.deals.core import quality
from exchange.deals.core.settlement import MOST_EUR, PriceForAll
from exchange.kernel import append_only
from exchange.kernel.orm import MOST_KG, Base, EurPerTonne, Id, Kg, Moment


class Hauler(enum.StrEnum):
    """Which side brings the truck."""

    GIVER = "giver"
    TAKER = "taker"


class DealTerms(Base):
    """One version of quantity, price and haul. Append-only; the newest is the one that can be accepted."""

    __tablename__ = "deal_terms"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "version"),
        sa.CheckConstraint("version BETWEEN 1 AND 1000", "version_is_bounded"),
        sa.CheckConstraint(f"quantity_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
        sa.CheckConstraint("quantity BETWEEN 0.001 AND 100000000000", "quantity_in_its_unit_is_positive"),
        sa.CheckConstraint("price_eur_per_t BETWEEN -100000 AND 10000000", "price_is_bounded"),
        sa.CheckConstraint(f"price_eur BETWEEN -{MOST_EUR} AND {MOST_EUR}", "price_for_all_is_bounded"),
        sa.CheckConstraint(
            "price_eur IS NULL OR sign(price_eur) = sign(price_eur_per_t)", "price_for_all_has_a_price_per_tonne"
        ),
        sa.CheckConstraint("num_nonnulls(slot_start, slot_end) IN (0, 2)", "slot_is_whole"),
        sa.CheckConstraint("slot_start < slot_end", "slot_ends_after_it_begins"),
        sa.CheckConstraint("length(note) <= 1000", "note_has_a_length"),
        sa.CheckConstraint("jsonb_array_length(bands) <= 4", "bands_are_few"),
        sa.CheckConstraint("at < expires_at", "lapses_after_it_was_said"),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"))
    version: Mapped[int]
    quantity_kg: Mapped[Kg]
    quantity: Mapped[Decimal] = mapped_column(sa.Numeric(14, 3), comment="The same in the holder's unit")
    unit: Mapped[str] = mapped_column(comment="The holder's unit when this was said")
    price_eur_per_t: Mapped[EurPerTonne] = mapped_column(comment="0 free, negative: the giver pays")
    price_eur: Mapped[Decimal | None] = mapped_column(
        sa.Numeric(14, 2), comment="For all of the quantity; none where the price is per tonne"
    )
    hauler: Mapped[Hauler]
    note: Mapped[str] = mapped_column(server_default="")
    bands: Mapped[list[Any]] = mapped_column(server_default="[]", comment="Percent of the price by measured quality")
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[Moment]
    expires_at: Mapped[Moment]
    slot_start: Mapped[Moment | None] = mapped_column(
        comment="When the first load would be fetched; none where it is left open"
    )
    slot_end: Mapped[Moment | None]

    @property
    def bands_read(self) -> Sequence[quality.Band]:
        """What the quality makes of the price."""
        return quality.read(self.bands or [])

    @property
    def price_for_all(self) -> PriceForAll | None:
        """The price of all of the quantity, where one was named."""
        return None if self.price_eur is None else PriceForAll(self.price_eur, self.quantity_kg)


append_only.seal(DealTerms)
