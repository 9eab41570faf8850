"""What is typed about a rhythm, in the territory's own time."""

from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField, TimeField, ValidationError

from exchange.deals.recurring.labels import frequency_label, weekday_label
from exchange.deals.recurring.service import RhythmDraft
from exchange.web.forms import DayField, ExchangeForm, Needed, NumberField

_EVERY = (1, 2, 4)
_NOTICE = (0, 7, 14, 28)


def _frequencies() -> list[tuple[str, str]]:
    return [(str(weeks), frequency_label(weeks)) for weeks in _EVERY]


def _weekdays() -> list[tuple[str, str]]:
    return [(str(number), weekday_label(number)) for number in range(7)]


def _notices() -> list[tuple[str, str]]:
    return [(str(days), ngettext("%(num)d day", "%(num)d days", days)) for days in _NOTICE]


class RhythmForm(ExchangeForm):
    """How often, how much, when."""

    rhythm_quantity = NumberField(_l("Quantity of each load"), [Needed()], least="0.001", most="100000000", places=3)
    every_weeks = SelectField(_l("How often"), choices=_frequencies)
    weekday = SelectField(_l("Weekday"), choices=_weekdays)
    slot_starts = TimeField(_l("Begins at"), [Needed()])
    slot_ends = TimeField(_l("Ends at"), [Needed()])
    starts_on = DayField(_l("First load from"), [Needed()])
    ends_on = DayField(_l("Until"), description=_l("Empty: until one of you ends it."))
    notice_days = SelectField(_l("Notice before it ends"), choices=_notices, default="14")

    def validate_slot_ends(self, field: TimeField) -> None:
        """Raises ValidationError for a slot that runs backwards."""
        if field.data and self.slot_starts.data and field.data <= self.slot_starts.data:
            raise ValidationError(_l("It ends before it begins."))

    def validate_ends_on(self, field: DayField) -> None:
        """Raises ValidationError for a last day before the first."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_l("The last day is before the first."))

    def draft(self) -> RhythmDraft:
        """The draft of a form that validated."""
        return RhythmDraft(
            quantity=self.rhythm_quantity.data or Decimal(0), every_weeks=int(self.every_weeks.data),
            weekday=int(self.weekday.data), slot_starts=self.slot_starts.data,  # type: ignore[arg-type] # validated
            slot_ends=self.slot_ends.data, starts_on=self.starts_on.data,  # type: ignore[arg-type] # validated
            ends_on=self.ends_on.data, notice_days=int(self.notice_days.data),
        )  # fmt: skip


class PauseForm(ExchangeForm):
    """Until when nothing is planned."""

    pause_until = DayField(_l("Goes on from"), [Needed()])

    def until(self) -> date:
        """The day, of a form that validated."""
        return self.pause_until.data  # type: ignore[return-value] # validated: it is there
