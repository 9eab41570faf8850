"""A month of slots as its page draws it."""

from calendar import Calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from exchange.deals.models import Deal, Movement, MovementState
from exchange.deals.recurring import queries
from exchange.kernel import clock


@dataclass(frozen=True, slots=True)
class SlotSeen:
    """One load with its slot, from one side's point of view. ``starts`` and ``ends``: clock times of the territory."""

    load: Movement
    deal: Deal
    me: UUID

    @property
    def day(self) -> date:
        """The territory's day."""
        return self.starts.date()

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return (self.load.slot_start or _NEVER).astimezone(clock.zone())

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return (self.load.slot_end or _NEVER).astimezone(clock.zone())

    @property
    def gives(self) -> bool:
        """Whether the reader's company gives it."""
        return self.deal.giver_id == self.me

    @property
    def other_name(self) -> str:
        """The counterpart: they agreed, so they know one another."""
        return self.deal.taker.name if self.gives else self.deal.giver.name

    @property
    def is_agreed(self) -> bool:
        """Whether both sides said yes to the time."""
        return self.load.state is not MovementState.PLANNED


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday, and the slots of each day that has some."""

    first: date
    weeks: Sequence[Sequence[date]]
    slots: Mapping[date, Sequence[SlotSeen]]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=32)).replace(day=1)


def month_of(business_id: UUID, first: date) -> Month:
    """The month that begins on a day, with the slots of a company in it."""
    last = (first + timedelta(days=32)).replace(day=1)
    by_day: dict[date, list[SlotSeen]] = {}
    for seen in slots_between(business_id, _midnight(first), _midnight(last)):
        by_day.setdefault(seen.day, []).append(seen)
    return Month(first, Calendar().monthdatescalendar(first.year, first.month), by_day)


def slots_between(business_id: UUID, begin: datetime, end: datetime) -> Iterator[SlotSeen]:
    """The slots of a company between two instants, in order."""
    return (SlotSeen(load, deal, business_id) for load, deal in queries.slots(business_id, begin, end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.zone())
