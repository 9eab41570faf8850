"""One load: its slot, its handover at the gate and its weight."""

import enum
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.deals.core.movement import MovementState
from exchange.deals.core.quality import Measure
from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment

Percent = Annotated[Decimal, mapped_column(sa.Numeric(5, 2))]
"""Of the mass."""


class WeightKind(enum.StrEnum):
    """How a weight was found; registers ask for it."""

    REAL = "real"
    ESTIMATED = "estimated"


class RefusalGround(enum.StrEnum):
    """Why a load, or a part of it, was not taken."""

    WRONG_MATERIAL = "wrong_material"
    IMPURITIES = "impurities"
    TOO_WET = "too_wet"
    DAMAGED = "damaged"
    TOO_MUCH = "too_much"
    TOO_LATE = "too_late"
    PAPERS_MISSING = "papers_missing"
    OTHER = "other"


class Movement(Base):
    """What one truck carries. The confirmed weight is the truth: totals, papers and impact follow it."""

    __tablename__ = "movement"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "load_number"),
        sa.CheckConstraint("load_number BETWEEN 1 AND 10000", "load_number_is_bounded"),
        sa.CheckConstraint(f"planned_kg BETWEEN 0.001 AND {MOST_KG}", "planned_is_positive"),
        sa.CheckConstraint(f"shipped_kg BETWEEN 0.001 AND {MOST_KG}", "shipped_is_positive"),
        sa.CheckConstraint(f"received_kg BETWEEN 0.001 AND {MOST_KG}", "received_is_positive"),
        sa.CheckConstraint("slot_start < slot_end", "slot_runs_forward"),
        sa.CheckConstraint("num_nonnulls(slot_start, slot_end, slot_proposed_by) IN (0, 3)", "slot_is_whole"),
        sa.CheckConstraint("state <> 'scheduled' OR slot_start IS NOT NULL", "scheduled_has_a_slot"),
        sa.CheckConstraint(
            "state IN ('planned', 'scheduled', 'cancelled') OR num_nonnulls(shipped_at, shipped_kg) = 2",
            "shipped_before_it_moves",
        ),
        sa.CheckConstraint(
            "(state IN ('received', 'part_accepted', 'refused', 'confirmed', 'returned')) ="
            " (num_nonnulls(weight_kind, weighed_by, weighed_at) = 3)",
            "weighed_when_received",
        ),
        sa.CheckConstraint(
            "(state IN ('received', 'part_accepted', 'confirmed')) = (received_kg IS NOT NULL)", "accepted_has_a_weight"
        ),
        sa.CheckConstraint(f"refused_kg BETWEEN 0.001 AND {MOST_KG}", "refused_is_positive"),
        sa.CheckConstraint(
            "state = 'confirmed' OR (state IN ('part_accepted', 'refused', 'returned')) = (refused_kg IS NOT NULL)",
            "refused_has_a_weight",
        ),
        sa.CheckConstraint(
            "num_nonnulls(refused_kg, refusal_ground) IN (0, 2) AND (refused_kg IS NOT NULL) = (refusal_words <> '')",
            "refused_with_reasons",
        ),
        sa.CheckConstraint("length(refusal_words) <= 1000", "refusal_words_have_a_length"),
        sa.CheckConstraint("moisture_percent BETWEEN 0 AND 100", "moisture_is_a_percentage"),
        sa.CheckConstraint("impurities_percent BETWEEN 0 AND 100", "impurities_are_a_percentage"),
        sa.CheckConstraint("plate ~ '^([A-Z0-9][A-Z0-9 -]{1,14})?$'", "plate_is_one"),
        sa.CheckConstraint(
            "(state IN ('confirmed', 'returned')) = (confirmed_at IS NOT NULL)", "confirmed_has_a_moment"
        ),
        sa.CheckConstraint("confirmed_by <> weighed_by", "confirmed_by_the_other_side"),
        sa.CheckConstraint("code ~ '^[2-9A-HJ-NP-Z]{6}$'", "code_is_unambiguous"),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"))
    load_number: Mapped[int]
    state: Mapped[MovementState]
    planned_kg: Mapped[Kg]
    slot_start: Mapped[Moment | None]
    slot_end: Mapped[Moment | None]
    slot_proposed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    code: Mapped[str] = mapped_column(comment="Shown by the giver, entered by whoever fetches")
    shipped_kg: Mapped[Kg | None]
    shipped_at: Mapped[Moment | None]
    plate: Mapped[str] = mapped_column(server_default="", comment="Of the vehicle that left the gate")
    received_kg: Mapped[Kg | None] = mapped_column(comment="What was accepted: told last, the truth once confirmed")
    refused_kg: Mapped[Kg | None] = mapped_column(comment="What arrived and was not taken: free again once confirmed")
    refusal_ground: Mapped[RefusalGround | None]
    refusal_words: Mapped[str] = mapped_column(server_default="")
    weight_kind: Mapped[WeightKind | None]
    moisture_percent: Mapped[Percent | None]
    impurities_percent: Mapped[Percent | None]
    weighed_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    weighed_at: Mapped[Moment | None]
    confirmed_at: Mapped[Moment | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("business.id"), comment="None with a moment: confirmed by silence"
    )

    @property
    def stands_at_kg(self) -> Decimal:
        """What this load is taken to bring by now; nothing once it was refused as a whole."""
        if self.state in {MovementState.REFUSED, MovementState.RETURNED}:
            return Decimal(0)
        return self.received_kg or self.shipped_kg or self.planned_kg

    @property
    def measured(self) -> dict[Measure, Decimal | None]:
        """What was found at the gate, in percent of the mass; None where nobody measured."""
        return {Measure.MOISTURE: self.moisture_percent, Measure.IMPURITIES: self.impurities_percent}

    @property
    def arrived_kg(self) -> Decimal:
        """What stood on the scale: accepted and refused together."""
        return self.stands_at_kg + (self.refused_kg or Decimal(0))

    @property
    def is_confirmed_by_silence(self) -> bool:
        """Whether nobody objected in time."""
        return self.confirmed_at is not None and self.confirmed_by is None
