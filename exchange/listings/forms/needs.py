"""The form of a need."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings import labels
from exchange.listings.forms.asking import DayField, ListingForm, Needed, Optional, reach_field
from exchange.listings.forms.choices import TicksField, choices, grades
from exchange.listings.forms.offers import refuse_closed_window
from exchange.listings.service.drafts import NeedDraft
from exchange.listings.service.needs import MOST_MATERIALS
from exchange.web.forms import LineField, NumberField


class NeedForm(ListingForm):
    """All questions about a need, on one page."""

    material_code = SelectMultipleField(_l("Which materials would do?"), validate_choice=False)
    smallest_lot = NumberField(
        _l("Smallest lot worth a trip"), least="0", most="100000000", places=3, description=_l("In the same unit.")
    )
    lowest_grade = SelectField(
        _l("Condition at least"), choices=choices([("", _l("Any condition")), *grades()]), default=""
    )
    accepted_statuses = TicksField(
        _l("Legal statuses that you take"), choices=choices((s.value, labels.legal_status(s)) for s in LegalStatus),
        description=_l("None ticked: all. For waste your site needs a verified permit."),
    )  # fmt: skip
    collects_within_km = reach_field(_l("We collect within, km"), _l("0: it must be brought to us."), usual_km=30)
    wanted_from = DayField(_l("Wanted from"), [Needed()])
    wanted_until = DayField(_l("Until"), [Optional()], description=_l("Leave empty if there is no last day."))
    highest_price = NumberField(
        _l("Highest price, € per tonne"), least="-100000", most="10000000", places=2,
        description=_l("Empty: no limit. 0: free only. Below zero: you are paid to take it."),
    )  # fmt: skip
    is_negotiable = BooleanField(_l("The price can be negotiated"))

    def _codes_sent(self) -> list[str]:
        return self.material_code.data or []

    def kept_codes(self) -> list[str]:
        """Every tick stays: words typed afterwards look for one more."""
        return self.chosen_codes()

    def validate_material_words(self, field: LineField) -> None:
        """One to five of the suggestions must be ticked."""
        if not self.is_choice_fit():
            raise ValidationError(_("Tick what would do, or say it in other words."))
        if len(self.chosen_codes()) > MOST_MATERIALS:
            raise ValidationError(_("Five materials at most. Post another need for the rest."))

    def validate_smallest_lot(self, field: NumberField) -> None:
        """Nobody drives for more than is wanted."""
        if field.data and self.quantity.data is not None and field.data > self.at_most(self.quantity.data):
            raise ValidationError(_("The smallest lot is larger than what you want."))

    def validate_wanted_until(self, field: DayField) -> None:
        """A window runs forward and is not over yet."""
        refuse_closed_window(self.wanted_from.data, field.data, self.today)

    def validate_months(self, field: TicksField) -> None:
        """The season lies in the window."""
        if never := self.why_never(self.wanted_from.data, self.wanted_until.data):
            raise ValidationError(never)

    def draft(self) -> NeedDraft:
        """What was checked. After validation."""
        return NeedDraft(
            title=self.title.data or "", description=self.description.data or "",
            material_codes=tuple(self.chosen_codes()), quantity_kg=self.quantity_kg(), unit=str(self.unit.data),
            kg_per_unit=self.one_unit().kg, smallest_lot_kg=self.in_kg(self.smallest_lot.data),
            **self.arising(),
            lowest_grade=Grade(int(self.lowest_grade.data)) if self.lowest_grade.data else None,
            accepted_statuses=tuple(LegalStatus(status) for status in self.accepted_statuses.data or []),
            site_id=self.site(), collects_within_km=int(self.collects_within_km.data or 0),
            wanted_from=self.wanted_from.data or self.today, wanted_until=self.wanted_until.data,
            highest_eur_per_t=self.highest_price.data, is_negotiable=bool(self.is_negotiable.data),
            is_anonymous=bool(self.is_anonymous.data), partners_from=self.partners_from.data,
            everyone_from=self.everyone_from.data,
        )  # fmt: skip
