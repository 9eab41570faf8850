"""When a truck comes, in the territory's own time."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import TimeField, ValidationError
from wtforms.validators import Optional

from exchange.deals.core.slots import NoSuchTime, instant
from exchange.deals.service import SlotDraft
from exchange.kernel import clock
from exchange.web.forms import DayField, ExchangeForm, Needed


class TimesForm(ExchangeForm):
    """A day and two clock times, each of them once that day."""

    day: Any
    starts: Any
    ends: Any

    def validate_starts(self, field: TimeField) -> None:
        """Raises ValidationError for an hour that the change of clocks skips or repeats."""
        self._ensure_exists(field)

    def validate_ends(self, field: TimeField) -> None:
        """Raises ValidationError for an hour that the change of clocks skips or repeats."""
        self._ensure_exists(field)

    def _ensure_exists(self, field: TimeField) -> None:
        if not self.day.data or not field.data:
            return
        try:
            instant(self.day.data, field.data, clock.zone())
        except NoSuchTime:
            raise ValidationError(_l("The clocks change then: choose another hour.")) from None

    def times(self) -> SlotDraft:
        """The slot of a form that validated, all three given."""
        zone = clock.zone()
        return SlotDraft(instant(self.day.data, self.starts.data, zone), instant(self.day.data, self.ends.data, zone))


class SlotForm(TimesForm):
    """When the truck comes."""

    day = DayField(_l("Day"), [Needed()])
    starts = TimeField(_l("Begins at"), [Needed()])
    ends = TimeField(_l("Ends at"), [Needed()])


class FirstSlotForm(TimesForm):
    """When the first load would be fetched, inside terms; all three empty leave it open."""

    day = DayField(_l("Day"))
    starts = TimeField(_l("Begins at"), [Optional()])
    ends = TimeField(_l("Ends at"), [Optional()])

    def validate_day(self, field: DayField) -> None:
        """Raises ValidationError for a slot of which a part is missing."""
        given = {bool(field.data), self.starts.data is not None, self.ends.data is not None}
        if len(given) > 1:
            raise ValidationError(_l("Give the day and both times, or leave all three open."))

    def draft(self) -> SlotDraft | None:
        """The slot of a form that validated; None where it was left open."""
        return self.times() if self.day.data else None


def typed_slot(start: datetime | None, end: datetime | None) -> dict[str, Any]:
    """What a form says for a slot that lies ahead; nothing for none, or one that has passed."""
    if start is None or end is None or start <= clock.now():
        return {}
    first, last = start.astimezone(clock.zone()), end.astimezone(clock.zone())
    return {"day": first.date(), "starts": first.time(), "ends": last.time()}
