"""What is typed before a load leaves: its time, its code, its vehicle."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import TimeField, ValidationError

from exchange.deals.core.slots import NoSuchTime, instant
from exchange.deals.service import SlotDraft
from exchange.kernel import clock
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed

_PLATE = re.compile(r"([A-Z0-9][A-Z0-9 -]{1,14})?")


class SlotForm(ExchangeForm):
    """When the truck comes, in the territory's own time."""

    day = DayField(_l("Day"), [Needed()])
    starts = TimeField(_l("Begins at"), [Needed()])
    ends = TimeField(_l("Ends at"), [Needed()])

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

    def draft(self) -> SlotDraft:
        """The draft of a form that validated."""
        zone = clock.zone()
        return SlotDraft(
            instant(self.day.data, self.starts.data, zone),  # type: ignore[arg-type] # validated: both are there
            instant(self.day.data, self.ends.data, zone),  # type: ignore[arg-type] # validated: both are there
        )


class PlateForm(ExchangeForm):
    """The plate of a vehicle."""

    plate = LineField(_l("Number plate"), most=15)

    def validate_plate(self, field: LineField) -> None:
        """Raises ValidationError for what is on no vehicle."""
        if not _PLATE.fullmatch(self.number_plate()):
            raise ValidationError(_l("Letters and digits, as in AB-123-CD."))

    def number_plate(self) -> str:
        """As it is written on vehicles; empty where nobody told it."""
        return " ".join((self.plate.data or "").upper().split())


class HandoverForm(PlateForm):
    """The code that the giver shows at the gate; the giver leaves it out."""

    code = LineField(
        _l("Code of the load"),
        most=12,
        id="load-code",
        description=_l("Six characters, shown by the giver at the gate."),
    )
