"""A rhythm that both sides agreed, and each day on which it brings a load."""

import enum
from datetime import date, time
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.deals.recurring.core.horizon import Plan
from exchange.deals.recurring.core.rhythm import OPEN_RHYTHMS, RhythmState
from exchange.kernel.orm import MOST_KG, Base, Id, Kg, Moment

_OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in RhythmState if state in OPEN_RHYTHMS))


class Recurrence(Base):
    """How often, how much and when. At most one of a deal is open."""

    __tablename__ = "recurrence"
    __table_args__ = (
        sa.CheckConstraint("every_weeks IN (1, 2, 4)", "every_weeks_is_offered"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", "weekday_is_one"),
        sa.CheckConstraint("slot_starts < slot_ends", "slot_runs_forward"),
        sa.CheckConstraint(f"quantity_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 92", "notice_is_bounded"),
        sa.CheckConstraint("at < expires_at", "lapses_after_it_was_said"),
        sa.CheckConstraint("(state = 'paused') = (num_nonnulls(paused_by, paused_until) = 2)", "paused_until_a_day"),
        sa.CheckConstraint("state <> 'ending' OR ends_on IS NOT NULL", "ending_has_a_last_day"),
        sa.CheckConstraint(f"(closed_at IS NULL) = ({_OPEN})", "closed_ones_have_a_moment"),
        sa.Index("recurrence_open_idx", "deal_id", unique=True, postgresql_where=sa.text("closed_at IS NULL")),
    )

    id: Mapped[Id]
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), index=True)
    state: Mapped[RhythmState]
    every_weeks: Mapped[int]
    weekday: Mapped[int] = mapped_column(comment="0 is Monday")
    slot_starts: Mapped[time] = mapped_column(comment="Clock time of the territory, summer and winter")
    slot_ends: Mapped[time]
    quantity_kg: Mapped[Kg] = mapped_column(comment="Of each load, where as much is free")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="Last day on which a load can come")
    notice_days: Mapped[int] = mapped_column(comment="How long before the end it must be said")
    proposed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(comment="When the proposal lapses if nobody answers")
    paused_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    paused_until: Mapped[date | None] = mapped_column(comment="First day on which it goes on by itself")
    closed_at: Mapped[Moment | None]

    @property
    def plan(self) -> Plan:
        """What the pure rules read."""
        return Plan(
            self.every_weeks, self.weekday, self.slot_starts, self.slot_ends, self.starts_on, self.ends_on
        )  # fmt: skip


class OccurrenceState(enum.StrEnum):
    """What became of one day of a rhythm."""

    PLANNED = "planned"
    SHORT = "short"
    SKIPPED = "skipped"
    RELEASED = "released"


class Occurrence(Base):
    """One day of a rhythm. Planned: it has a load; short: nothing was free yet; released: a pause freed it."""

    __tablename__ = "occurrence"
    __table_args__ = (
        sa.UniqueConstraint("deal_id", "day"),
        sa.ForeignKeyConstraint(
            ["deal_id", "load_number"], ["movement.deal_id", "movement.load_number"], name="occurrence_load_fkey"
        ),
        sa.CheckConstraint(f"wanted_kg BETWEEN 0.001 AND {MOST_KG}", "wanted_is_positive"),
        sa.CheckConstraint("planned_kg BETWEEN 0 AND wanted_kg", "never_more_than_wanted"),
        sa.CheckConstraint("(state = 'planned') = (planned_kg > 0)", "planned_has_a_quantity"),
        sa.CheckConstraint("(state = 'planned') = (load_number IS NOT NULL)", "planned_has_a_load"),
    )

    id: Mapped[Id]
    recurrence_id: Mapped[UUID] = mapped_column(sa.ForeignKey("recurrence.id"), index=True)
    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"))
    day: Mapped[date]
    state: Mapped[OccurrenceState]
    wanted_kg: Mapped[Kg]
    planned_kg: Mapped[Kg]
    load_number: Mapped[int | None]


class CalendarKey(Base):
    """A person's secret address of a company's calendar. At most one of a person and a company is open."""

    __tablename__ = "calendar_key"
    __table_args__ = (
        sa.Index(
            "calendar_key_open_idx", "person_id", "business_id", unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    made_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
