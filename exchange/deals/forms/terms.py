"""Terms, and the proposal that opens a deal."""

import enum
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, ValidationError

from exchange.deals.forms.bands import bands_field, bands_of, ensure_distinct
from exchange.deals.forms.slots import FirstSlotForm, typed_slot
from exchange.deals.labels import hauler_label
from exchange.deals.models import DealTerms, Hauler
from exchange.deals.service import ProposalDraft, TermsDraft
from exchange.deals.service.drafts import PROPOSAL_LASTS
from exchange.web.forms import ExchangeForm, Needed, NumberField, ParagraphField

_MOST_UNITS = "100000000"
_WAITS_DAYS = (2, 7, 14, 30)


def _waits() -> list[tuple[str, str]]:
    return [(str(days), ngettext("%(num)d day", "%(num)d days", days)) for days in _WAITS_DAYS]


class PriceFor(enum.StrEnum):
    """What a price is meant for."""

    A_TONNE = "a_tonne"
    ALL = "all"


def _price_for() -> list[tuple[str, str]]:
    return [(PriceFor.A_TONNE.value, _("a tonne")), (PriceFor.ALL.value, _("all of the quantity"))]


class TermsForm(ExchangeForm):
    """Quantity in the lot's unit, price, haul, and perhaps the time of the first load."""

    quantity = NumberField(_l("Quantity"), [Needed()], least="0.001", most=_MOST_UNITS, places=3)
    price = NumberField(
        _l("Price, €"), [Needed()], least="-100000", most="10000000", places=2,
        description=_l("0 is free; below zero the giver pays to have it taken."),
    )  # fmt: skip
    price_for = SelectField(_l("For"), choices=_price_for, default=PriceFor.A_TONNE.value)
    hauler = RadioField(
        _l("Transport"), [Needed()], choices=[(h.value, hauler_label(h)) for h in Hauler], default=Hauler.TAKER.value
    )
    lasts = SelectField(_l("Wait for an answer"), choices=_waits, default=str(PROPOSAL_LASTS.days))
    note = ParagraphField(_l("A word about it"), most=1000)
    bands = bands_field()
    first_slot: Any = FormField(FirstSlotForm)

    def validate_bands(self, field: FieldList) -> None:  # type: ignore[type-arg] # WTForms wants no parameter
        """Raises ValidationError where two bands end at the same percent."""
        ensure_distinct(field)

    def terms(self) -> TermsDraft:
        """The draft of a form that validated."""
        quantity, price = self.quantity.data or Decimal(0), self.price.data or Decimal(0)
        lasts, bands = timedelta(days=int(self.lasts.data)), bands_of(self.bands)
        for_all = price if self.price_for.data == PriceFor.ALL else None
        slot = self.first_slot.form.draft()
        return TermsDraft(quantity, price, Hauler(self.hauler.data), self.note.data or "", lasts, bands, for_all, slot)


def typed(terms: DealTerms) -> dict[str, Any]:
    """What a form says that would put the same terms on the table, but for a time that has passed."""
    is_for_all = terms.price_eur is not None
    return {
        "quantity": terms.quantity, "price": terms.price_eur if is_for_all else terms.price_eur_per_t,
        "price_for": (PriceFor.ALL if is_for_all else PriceFor.A_TONNE).value, "hauler": terms.hauler.value,
        "bands": [
            {"measure": band.measure.value, "up_to": band.up_to_percent, "price": band.price_percent}
            for band in terms.bands_read
        ],
        "first_slot": typed_slot(terms.slot_start, terms.slot_end),
    }  # fmt: skip


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
