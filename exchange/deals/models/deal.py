"""The contract between the business that gives and the one that takes."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models import Business, Site
from exchange.deals.core.contract import BOUND_STATES, CLOCK_STOPS, OPEN_STATES, DealState
from exchange.deals.core.movement import OPEN_LOADS
from exchange.deals.core.reasons import EndReason
from exchange.deals.models.hold import DealHold
from exchange.deals.models.movement import Movement
from exchange.deals.models.sample import DealSample
from exchange.deals.models.terms import DealTerms
from exchange.deals.recurring.core.rhythm import RhythmState
from exchange.deals.recurring.models import Recurrence
from exchange.kernel.orm import Base, Id, Moment
from exchange.listings.models import Need, Offer


def _is_one_of(states: Collection[DealState]) -> str:
    return "state IN ({})".format(", ".join(f"'{state}'" for state in DealState if state in states))


_OPEN = _is_one_of(OPEN_STATES)


def _is_asked_of(deal: type["Deal"]) -> sa.ColumnElement[bool]:
    """Regular loads are proposed and not answered yet: at most one such row of a deal."""
    is_proposed = sa.and_(Recurrence.state == RhythmState.PROPOSED, Recurrence.closed_at.is_(None))
    return sa.and_(sa.orm.foreign(Recurrence.deal_id) == deal.id, is_proposed)


class Deal(Base):
    """A lot, two sides, and where they are with one another. Somebody's turn as long as it is open."""

    __tablename__ = "deal"
    __table_args__ = (
        sa.CheckConstraint("giver_id <> taker_id", "has_two_sides"),
        sa.CheckConstraint(f"(turn_of IS NOT NULL) = ({_OPEN})", "open_ones_wait_for_somebody"),
        sa.CheckConstraint("turn_of IN (giver_id, taker_id)", "turn_is_of_a_side"),
        sa.CheckConstraint(f"(closed_at IS NULL) = ({_OPEN})", "closed_ones_have_a_moment"),
        sa.CheckConstraint(
            "state NOT IN ('declined', 'withdrawn', 'cancelled') OR length(reason) > 0", "ended_with_reasons"
        ),
        sa.CheckConstraint(
            f"(clock_stopped_at IS NOT NULL) = ({_is_one_of(CLOCK_STOPS)})", "clock_stops_while_waiting"
        ),
        sa.CheckConstraint("thawed_at <= frozen_at OR frozen_at IS NULL", "thaws_before_it_freezes_again"),
        sa.CheckConstraint("length(reason) <= 1000", "reason_has_a_length"),
        sa.CheckConstraint("current_version BETWEEN 1 AND 1000", "version_is_bounded"),
        sa.CheckConstraint("steps >= 1", "steps_count_from_one"),
        sa.Index("deal_lapsing_idx", "expires_at", postgresql_where=sa.text("state = 'negotiating'")),
        sa.Index("deal_waiting_idx", "clock_stopped_at", postgresql_where=sa.text("state = 'on_hold'")),
        sa.Index("deal_turn_idx", "turn_of", postgresql_where=sa.text("turn_of IS NOT NULL AND state <> 'on_hold'")),
        sa.Index("deal_giver_idx", "giver_id", "changed_at"),
        sa.Index("deal_taker_idx", "taker_id", "changed_at"),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    need_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("need.id"), index=True)
    giver_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    taker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    taker_site_id: Mapped[UUID] = mapped_column(sa.ForeignKey("site.id"), comment="Where the load is to arrive")
    state: Mapped[DealState]
    current_version: Mapped[int] = mapped_column(comment="The terms on the table, or agreed")
    turn_of: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"), comment="Who must act; none when closed")
    expires_at: Mapped[Moment] = mapped_column(comment="When a negotiation lapses if nobody answers")
    clock_stopped_at: Mapped[Moment | None] = mapped_column(comment="Since when the terms do not lapse")
    reason: Mapped[str] = mapped_column(server_default="", comment="Why it ended early")
    end_reason: Mapped[EndReason | None] = mapped_column(comment="The same, to be counted")
    steps: Mapped[int] = mapped_column(comment="Transitions so far, the proposal included")
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    frozen_at: Mapped[Moment | None] = mapped_column(comment="Since when it stands still: a side may not trade")
    thawed_at: Mapped[Moment | None] = mapped_column(comment="When it went on the last time; silence counts from here")

    offer: Mapped[Offer] = relationship(lazy="raise")
    need: Mapped[Need | None] = relationship(lazy="raise")
    giver: Mapped[Business] = relationship(lazy="raise", foreign_keys=[giver_id])
    taker: Mapped[Business] = relationship(lazy="raise", foreign_keys=[taker_id])
    taker_site: Mapped[Site] = relationship(lazy="raise")
    terms: Mapped[list[DealTerms]] = relationship(lazy="raise", order_by=DealTerms.version)
    holds: Mapped[list[DealHold]] = relationship(lazy="raise", order_by=DealHold.asked_at)
    samples: Mapped[list[DealSample]] = relationship(lazy="raise", order_by=DealSample.asked_at)
    movements: Mapped[list[Movement]] = relationship(lazy="raise", order_by=Movement.load_number)

    rhythm_asked: Mapped[Recurrence | None] = relationship(
        lazy="raise", viewonly=True, uselist=False, primaryjoin=lambda: _is_asked_of(Deal)
    )

    @property
    def is_open(self) -> bool:
        """Whether somebody must still act."""
        return self.state in OPEN_STATES

    @property
    def is_frozen(self) -> bool:
        """Whether a side may not trade now; the word of the two companies themselves, not of the last job."""
        return self.is_open and not (self.giver.is_active and self.taker.is_active)

    @property
    def current(self) -> DealTerms:
        """The terms on the table, or agreed."""
        return next(terms for terms in self.terms if terms.version == self.current_version)

    @property
    def hold(self) -> DealHold | None:
        """The hold that is asked for or granted now."""
        return next((hold for hold in self.holds if hold.ended_at is None), None)

    @property
    def asks_hold(self) -> bool:
        """Whether the taker waits for a word about a hold."""
        return self.hold is not None and not self.hold.is_granted

    @property
    def held_kg(self) -> Decimal:
        """What is kept for this deal."""
        return self.hold.quantity_kg if self.hold is not None and self.hold.is_granted else Decimal(0)

    @property
    def sample(self) -> DealSample | None:
        """The sample that is asked for or being tried now."""
        return next((sample for sample in self.samples if sample.ended_at is None), None)

    @property
    def gave_sample(self) -> bool:
        """Whether the sample was handed out and the taker has it."""
        return self.sample is not None and self.sample.given_at is not None

    @property
    def sampled_kg(self) -> Decimal:
        """What was handed out for this deal to be tried."""
        return sum((sample.quantity_kg for sample in self.samples if sample.given_at is not None), Decimal(0))

    @property
    def load(self) -> Movement | None:
        """The first load under way, or the last where none is; none before an agreement."""
        under_way = (load for load in self.movements if load.state in OPEN_LOADS)
        return next(under_way, self.movements[-1] if self.movements else None)

    def load_numbered(self, number: int) -> Movement | None:
        """One of the loads."""
        return next((load for load in self.movements if load.load_number == number), None)

    @property
    def was_agreed(self) -> bool:
        """Whether the two sides ever said yes: from then on they know one another."""
        return self.state in BOUND_STATES or bool(self.movements)

    def waits_for(self, business_id: UUID) -> bool:
        """Whether a side must act: it has the turn, or is asked for regular loads."""
        asked = self.rhythm_asked if self.frozen_at is None else None
        return self.has_turn(business_id) or (asked is not None and asked.proposed_by != business_id)

    def has_turn(self, business_id: UUID) -> bool:
        """Whether it is a side's turn; what waits for stock or stands still waits for nobody."""
        waits = self.state is DealState.ON_HOLD or self.frozen_at is not None
        return self.turn_of == business_id and not waits

    def other_side(self, business_id: UUID) -> UUID:
        """The counterpart's id."""
        return self.taker_id if business_id == self.giver_id else self.giver_id
