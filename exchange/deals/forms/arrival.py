"""What is typed where a load arrives: its weight, what is refused of it, and the picture of the ticket."""

from decimal import Decimal
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError

from exchange.catalogue.shown import unit
from exchange.deals.labels import ground_label, weight_label
from exchange.deals.models import RefusalGround, WeightKind
from exchange.deals.service import RefusalDraft, WeightDraft
from exchange.deals.service.drafts import Found
from exchange.listings.forms.photos import PhotoField
from exchange.listings.models import Offer
from exchange.web.forms import ExchangeForm, Needed, NumberField, ParagraphField

MOST_UNITS = "100000000"
_KINDS = [(kind.value, weight_label(kind)) for kind in WeightKind]
GROUNDS = [("", ""), *((ground.value, ground_label(ground)) for ground in RefusalGround)]


def _percent(label: object) -> NumberField:
    return NumberField(label, least="0", most="100", places=2)


def _units(offer: Offer) -> list[tuple[str, str]]:
    """The units in which a lot can be told: its own and kilograms."""
    return list(dict.fromkeys([(offer.unit, unit(offer.unit)), ("kg", "kg")]))


class WeightForm(ExchangeForm):
    """What the scale said."""

    weight = NumberField(_l("Weight"), [Needed()], least="0.001", most=MOST_UNITS, places=3)
    unit = SelectField(_l("Unit"), choices=[])
    kind = RadioField(_l("How it was found"), [Needed()], choices=_KINDS, default=WeightKind.REAL.value)
    moisture = _percent(_l("Moisture, %"))
    impurities = _percent(_l("Impurities, %"))

    def of(self, offer: Offer) -> Self:
        """The form with the units of this lot."""
        self.unit.choices = _units(offer)
        return self

    def draft(self) -> WeightDraft:
        """The draft of a form that validated."""
        kind = WeightKind(self.kind.data)
        return WeightDraft(self.weight.data or Decimal(0), self.unit.data == "kg", kind, self.found())

    def found(self) -> Found:
        """What was measured."""
        return Found(self.moisture.data, self.impurities.data)


class RefusalForm(ExchangeForm):
    """What is not taken, what is, and why. Its fields have names of their own: it stands beside the weight's form."""

    refused = NumberField(_l("Refused"), [Needed()], least="0.001", most=MOST_UNITS, places=3)
    refused_unit = SelectField(_l("Unit"), choices=[])
    accepted = NumberField(
        _l("Accepted"), least="0.001", most=MOST_UNITS, places=3, description=_l("Empty when you take nothing of it.")
    )  # fmt: skip
    refused_kind = RadioField(_l("How it was found"), [Needed()], choices=_KINDS, default=WeightKind.REAL.value)
    accepted_moisture = _percent(_l("Moisture of what is accepted, %"))
    accepted_impurities = _percent(_l("Impurities in what is accepted, %"))
    ground = SelectField(_l("Why"), [Needed()], choices=GROUNDS)
    words = ParagraphField(
        _l("What is wrong with it"), [Needed()], most=1000, description=_l("The other side reads this.")
    )  # fmt: skip

    def of(self, offer: Offer) -> Self:
        """The form with the units of this lot."""
        self.refused_unit.choices = _units(offer)
        return self

    def draft(self) -> RefusalDraft:
        """The draft of a form that validated."""
        found = Found(self.accepted_moisture.data, self.accepted_impurities.data)
        return RefusalDraft(
            self.refused.data or Decimal(0), self.accepted.data, self.refused_unit.data == "kg",
            WeightKind(self.refused_kind.data), RefusalGround(self.ground.data), self.words.data or "", found,
        )  # fmt: skip


class TicketForm(ExchangeForm):
    """A picture of the weighbridge ticket."""

    photo = PhotoField(
        _l("Picture of the ticket"), description=_l("JPEG, PNG or WebP, up to 10 MB. Place and device are removed.")
    )  # fmt: skip

    def validate_photo(self, field: PhotoField) -> None:
        """Raises ValidationError where no picture was chosen."""
        if field.picture is None and not field.errors:
            raise ValidationError(_l("Choose a picture first."))
