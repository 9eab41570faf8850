"""The form of a lot."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import ValidationError

from exchange.catalogue.core.units import MassBasis as KnownBy
from exchange.kernel.trade import Country, Grade
from exchange.listings import labels
from exchange.listings.forms.asking import DayField, Needed, Optional, reach_field
from exchange.listings.forms.choices import OneOf, TicksField, choices, grades
from exchange.listings.forms.details import DetailQuestions
from exchange.listings.forms.legal import LegalQuestions
from exchange.listings.forms.photos import PhotosField
from exchange.listings.forms.prices import PriceKind, PriceQuestions
from exchange.listings.lawful.judging import Told
from exchange.listings.models import MassBasis, PaperKind, Readers
from exchange.listings.service.drafts import OfferDraft, PaperDraft
from exchange.web.documents import SheetField
from exchange.web.forms import LINE_CHARS, LineField, NumberField, ParagraphField

ANY, MINIMUM, WHOLE = "any", "minimum", "whole"
_PARTINGS = [(ANY, _l("Any quantity")), (MINIMUM, _l("From a minimum on")), (WHOLE, _l("All of it or nothing"))]


class OfferForm(LegalQuestions, PriceQuestions, DetailQuestions):
    """All questions about a lot, on one page."""

    material_code = RadioField(_l("Which material is it?"), validate_choice=False)
    mass_basis = RadioField(
        _l("How the mass is known"), default=MassBasis.DECLARED.value,
        choices=choices((basis.value, labels.mass_basis(basis)) for basis in MassBasis),
    )  # fmt: skip
    parting = RadioField(_l("Can it be shared?"), default=ANY, choices=choices(_PARTINGS))
    minimum = NumberField(_l("Smallest quantity per pick-up"), least="0", most="100000000", places=3)
    condition = OneOf(_l("Condition"), [Needed()], choices=choices(grades()))
    composition = ParagraphField(_l("Composition and contaminants"))
    packaging = LineField(_l("Packaging and loading"))
    delivers_within_km = reach_field(_l("We deliver within, km"), _l("0: it must be collected."))
    available_from = DayField(_l("Available from"), [Needed()])
    available_until = DayField(_l("Until"), [Optional()], description=_l("Leave empty if it can wait."))
    photo = PhotosField(
        _l("Photos"), description=_l("Up to ten: JPEG, PNG or WebP, 10 MB each. Place and device are removed.")
    )  # fmt: skip
    safety_sheet = SheetField(_l("Safety data sheet"), description=_l("PDF, up to 10 MB. Members may save it."))
    photo_description = LineField(_l("What the photo shows"), description=_l("For people who do not see it."))

    has_sheet = False
    """Whether a safety data sheet is known otherwise: it lies with the lot, or nobody is to see the lot yet."""

    def told(self) -> Told:
        """What the rules look at beside the claim."""
        words = (self.title.data, self.description.data, self.composition.data)
        return Told(
            materials=self._lineage(), words="\n".join(text or "" for text in words),
            is_free=self.price_kind.data == PriceKind.FREE, country=self._country(),
            has_safety_sheet=self.has_sheet or bool(self.safety_sheet.content),
        )  # fmt: skip

    def _country(self) -> Country:
        chosen = (site.country for site in self.sites if str(site.id) == self.site_id.data)
        return next(chosen, Country.FR)

    def _codes_sent(self) -> list[str]:
        return [self.material_code.data] if self.material_code.data else []

    def validate_material_words(self, field: LineField) -> None:
        """Words alone are not a material: one of the suggestions must be chosen."""
        if not field.data and not self.chosen_codes():
            raise ValidationError(_("Say what it is, in your own words."))
        if not self.is_choice_fit():
            raise ValidationError(_("Choose the material that comes closest."))

    def validate_minimum(self, field: NumberField) -> None:
        """A minimum lies above zero and within the lot."""
        if self.parting.data != MINIMUM:
            return
        if not field.data:
            raise ValidationError(_("Give the smallest quantity, in the same unit."))
        if self.quantity.data is not None and field.data > self.at_most(self.quantity.data):
            raise ValidationError(_("The smallest quantity is larger than the lot."))

    def validate_available_until(self, field: DayField) -> None:
        """A window runs forward and is not over yet."""
        refuse_closed_window(self.available_from.data, field.data, self.today)

    def validate_months(self, field: TicksField) -> None:
        """The season lies in the window."""
        if never := self.why_never(self.available_from.data, self.available_until.data):
            raise ValidationError(never)

    def draft(self) -> OfferDraft:
        """What was checked. After validation."""
        return OfferDraft(
            title=self.title.data or "", description=self.description.data or "",
            composition=self.composition.data or "", packaging=self.packaging.data or "", details=self.details(),
            material_code=self.chosen_codes()[0], quantity_kg=self.quantity_kg(), unit=str(self.unit.data),
            kg_per_unit=self.one_unit().kg, mass_basis=self._basis(),
            minimum_kg=self.in_kg(self.minimum.data) if self.parting.data == MINIMUM else Decimal(0),
            is_whole_lot=self.parting.data == WHOLE, **self.arising(),
            condition=Grade(int(self.condition.data)), legal=self.claim(), site_id=self.site(),
            delivers_within_km=int(self.delivers_within_km.data or 0),
            available_from=self.available_from.data or self.today, available_until=self.available_until.data,
            price_eur_per_t=self.price_eur_per_t(), is_negotiable=self.is_negotiable,
            is_anonymous=bool(self.is_anonymous.data), partners_from=self.partners_from.data,
            everyone_from=self.everyone_from.data, safety_sheet=self._sheet(),
        )  # fmt: skip

    def _sheet(self) -> PaperDraft | None:
        if not self.safety_sheet.content:
            return None
        title = _("Safety data sheet, %(title)s", title=self.title.data or "")[:LINE_CHARS]
        return PaperDraft(PaperKind.SAFETY_SHEET, title, Readers.MEMBERS, self.safety_sheet.content)

    def _basis(self) -> MassBasis:
        """A mass that follows from a typical density or piece is an estimate, whatever was ticked."""
        if self.one_unit().basis is KnownBy.ESTIMATED:
            return MassBasis.ESTIMATED
        return MassBasis(self.mass_basis.data)


def refuse_closed_window(first: date | None, last: date | None, today: date) -> None:
    """Raises ValidationError for a window that runs backward or has closed."""
    if last is not None and first is not None and last < first:
        raise ValidationError(_("The last day is before the first."))
    if last is not None and last < today:
        raise ValidationError(_("The last day has passed."))
