"""What people type about a deal, read into drafts."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TimeField, ValidationError

from exchange.catalogue.shown import unit
from exchange.deals.core.slots import NoSuchTime, instant
from exchange.deals.labels import hauler_label, weight_label
from exchange.deals.models import Hauler, WeightKind
from exchange.deals.service import ProposalDraft, SlotDraft, TermsDraft, WeightDraft
from exchange.kernel import clock
from exchange.listings.models import Offer
from exchange.web.forms import DayField, ExchangeForm, LineField, Needed, NumberField, ParagraphField

_MOST_UNITS = "100000000"


class TermsForm(ExchangeForm):
    """Quantity in the lot's unit, price, haul."""

    quantity = NumberField(_l("Quantity"), [Needed()], least="0.001", most=_MOST_UNITS, places=3)
    price = NumberField(
        _l("Price, € per tonne"), [Needed()], least="-100000", most="10000000", places=2,
        description=_l("0 is free; below zero the giver pays to have it taken."),
    )  # fmt: skip
    hauler = RadioField(
        _l("Transport"), [Needed()], choices=[(h.value, hauler_label(h)) for h in Hauler], default=Hauler.TAKER.value
    )
    note = ParagraphField(_l("A word about it"), most=1000)

    def terms(self) -> TermsDraft:
        """The draft of a form that validated."""
        quantity, price = self.quantity.data or Decimal(0), self.price.data or Decimal(0)
        return TermsDraft(quantity, price, Hauler(self.hauler.data), self.note.data or "")


class ProposalForm(TermsForm):
    """Terms for a lot, from its page or from a match."""

    offer_id = HiddenField()
    need_id = HiddenField()
    site_id = SelectField(_l("Where it goes"), choices=[], validate_choice=False)

    def draft(self, offer_id: UUID) -> ProposalDraft:
        """The draft of a form that validated."""
        return ProposalDraft(offer_id, self.terms(), _id(self.need_id.data), _id(self.site_id.data))

    def validate_need_id(self, field: HiddenField) -> None:
        """Raises ValidationError for what is no id."""
        _ensure_id(field.data)

    def validate_site_id(self, field: SelectField) -> None:
        """Raises ValidationError for what is no id."""
        _ensure_id(field.data)


def _ensure_id(text: Any) -> None:
    try:
        _id(text)
    except ValueError:
        raise ValidationError(_l("There is no such choice.")) from None


def _id(text: Any) -> UUID | None:
    return UUID(str(text)) if text else None


class ReasonForm(ExchangeForm):
    """Why it ends."""

    reason = LineField(_l("Why"), [Needed()], most=500, description=_l("The other side reads this."))


class MessageForm(ExchangeForm):
    """A word to the other side."""

    text = ParagraphField(_l("Message"), [Needed()])


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

    code = LineField(_l("Code of the load"), most=12, description=_l("Six characters, shown by the giver at the gate."))


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
