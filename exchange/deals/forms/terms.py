"""Terms, and the proposal that opens a deal."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import FieldList, HiddenField, RadioField, SelectField, ValidationError

from exchange.deals.forms.bands import bands_field, bands_of, ensure_distinct
from exchange.deals.labels import hauler_label
from exchange.deals.models import Hauler
from exchange.deals.service import ProposalDraft, TermsDraft
from exchange.deals.service.drafts import PROPOSAL_LASTS
from exchange.web.forms import ExchangeForm, Needed, NumberField, ParagraphField

_MOST_UNITS = "100000000"
_WAITS_DAYS = (2, 7, 14, 30)


def _waits() -> list[tuple[str, str]]:
    return [(str(days), ngettext("%(num)d day", "%(num)d days", days)) for days in _WAITS_DAYS]


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
    lasts = SelectField(_l("Wait for an answer"), choices=_waits, default=str(PROPOSAL_LASTS.days))
    note = ParagraphField(_l("A word about it"), most=1000)
    bands = bands_field()

    def validate_bands(self, field: FieldList) -> None:  # type: ignore[type-arg] # WTForms wants no parameter
        """Raises ValidationError where two bands end at the same percent."""
        ensure_distinct(field)

    def terms(self) -> TermsDraft:
        """The draft of a form that validated."""
        quantity, price = self.quantity.data or Decimal(0), self.price.data or Decimal(0)
        lasts, bands = timedelta(days=int(self.lasts.data)), bands_of(self.bands)
        return TermsDraft(quantity, price, Hauler(self.hauler.data), self.note.data or "", lasts, bands)


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
