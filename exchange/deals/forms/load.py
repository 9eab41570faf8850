"""What is typed about a load: its time, its code, its weight."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TimeField, ValidationError

from exchange.catalogue.shown import unit
from exchange.deals.core.slots import NoSuchTime, instant
from exchange.deals.labels import weight_label
from exchange.deals.models import WeightKind
from exchange.deals.service import SlotDraft, WeightDraft
from exchange.kernel import clock
from exchange.listings.models import Offer
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, NumberField

_MOST_UNITS = "100000000"


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


class HandoverForm(ExchangeForm):
    """The code that the giver shows at the gate; the giver leaves it out."""

    code = LineField(
        _l("Code of the load"),
        most=12,
        id="load-code",
        description=_l("Six characters, shown by the giver at the gate."),
    )


class WeightForm(ExchangeForm):
    """What the scale said."""

    weight = NumberField(_l("Weight"), [Needed()], least="0.001", most=_MOST_UNITS, places=3)
    unit = SelectField(_l("Unit"), choices=[])
    kind = RadioField(
        _l("How it was found"), [Needed()], choices=[(k.value, weight_label(k)) for k in WeightKind],
        default=WeightKind.REAL.value,
    )  # fmt: skip

    def of(self, offer: Offer) -> "WeightForm":
        """The form with the units in which this lot can be told: its own and kilograms."""
        self.unit.choices = list(dict.fromkeys([(offer.unit, unit(offer.unit)), ("kg", "kg")]))
        return self

    def draft(self) -> WeightDraft:
        """The draft of a form that validated."""
        return WeightDraft(self.weight.data or Decimal(0), self.unit.data == "kg", WeightKind(self.kind.data))
