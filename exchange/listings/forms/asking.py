"""What offers and needs both ask: words for the material, quantity and unit, where, when, by name or not."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from exchange.accounts.models import Site
from exchange.catalogue.core.entries import UnitEntry
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.units import MassBasis as KnownBy
from exchange.catalogue.core.units import Missing, NoMass, UnitMass, unit_mass
from exchange.catalogue.labels import unit as unit_label
from exchange.catalogue.shown import Found
from exchange.kernel.orm import MOST_KG
from exchange.listings import labels
from exchange.listings.core.weeks import month_of
from exchange.listings.forms.arising import WEEKLY, ArisingQuestions
from exchange.listings.forms.audience import AudienceQuestions
from exchange.listings.forms.choices import choices
from exchange.listings.forms.materials import fits, listed, offered
from exchange.listings.models import Rhythm
from exchange.web.forms import DayField, LineField, Needed, NumberField, Optional, ParagraphField
from exchange.web.languages import current_language

UNITS = (
    "kg", "t", "m3", "l", "m2", "m", "unit", "pallet", "pallet_eur", "bigbag", "ibc", "drum_200", "roll", "bale_occ",
    "skip_8", "skip_15", "skip_30", "truckload",
)  # fmt: skip
"""What the trade counts in, most frequent first; a material's own units come before them."""


class ListingForm(ArisingQuestions, AudienceQuestions):
    """The common questions. The form is given what it may offer: the catalogue, the business's sites, today."""

    words = LineField(
        _l("In a few words"), description=_l("Material and quantity, as in “organic cotton offcuts 300 kg”.")
    )  # fmt: skip
    words_read = HiddenField()
    """The words that the form was filled in from: what still says the same may be filled in anew."""
    title = LineField(_l("Title"), [Needed()], description=_l("What somebody would search for: material, form, state."))
    description = ParagraphField(_l("Description"))
    material_words = LineField(_l("Material"), description=_l("In your own words, as in “cotton offcuts”."))
    quantity = NumberField(_l("Quantity"), [Needed()], least="0.001", most=str(MOST_KG), places=3)
    unit = SelectField(_l("Unit"))
    kg_per_unit = NumberField(_l("One of these weighs, kg"), least="0.000001", most="1000000", places=6)
    rhythm = RadioField(
        _l("How often"), default=Rhythm.ONE_OFF.value,
        choices=choices([(Rhythm.ONE_OFF.value, labels.rhythm(Rhythm.ONE_OFF)),
                         (WEEKLY, labels.rhythm(Rhythm.FLOW, is_weekly=True)),
                         (Rhythm.FLOW.value, labels.rhythm(Rhythm.FLOW))]),
    )  # fmt: skip
    site_id = SelectField(_l("Site"))
    is_anonymous = BooleanField(_l("Keep our name hidden until a deal is agreed"))
    version = HiddenField()
    flow = HiddenField()
    """The observed flow that the answers come from: it gives way to what is posted."""
    draft_id = HiddenField()
    """The draft that the form is kept as while somebody fills it in; empty when a listing is edited."""

    def __init__(self, *given: Any, catalogue: Catalogue, sites: Sequence[Site], today: date, **data: Any) -> None:
        self.catalogue, self.today = catalogue, today
        super().__init__(*given, **data)
        self.unit.choices = choices((code, self.unit_label(code)) for code in self._unit_codes())
        self.material_words.flags.required = not self.chosen_codes()
        self.site_id.choices = choices((str(site.id), site.label) for site in sites)

    def title_so_far(self) -> str:
        """What to call the form before it is finished: its title, or the words for the material."""
        return self.title.data or self.material_words.data or self.words.data or ""

    def unit_label(self, code: str) -> str:
        """What people of the page's language call a unit."""
        return unit_label(self.catalogue.units[code])

    def chosen_codes(self) -> list[str]:
        """The materials chosen so far that the catalogue still lists."""
        return listed(self.catalogue, self._codes_sent())

    def _codes_sent(self) -> list[str]:
        raise NotImplementedError

    def offered(self) -> list[Found]:
        """The materials put before the person."""
        return offered(self.catalogue, self.material_words.data or "", self.kept_codes(), current_language())

    def kept_codes(self) -> list[str]:
        """What stays ticked when the form comes back."""
        return self.chosen_codes() if self.is_choice_fit() else []

    def is_choice_fit(self) -> bool:
        """Whether what was chosen goes with the words that were typed."""
        return fits(self.catalogue, self.material_words.data or "", self.chosen_codes())

    def quantity_kg(self) -> Decimal:
        """The quantity in kilograms, to the gram; of what comes every week, that of a month. After validation."""
        return self.at_most(self.typed_kg())

    def typed_kg(self) -> Decimal:
        """The same as it was typed: of a week where it comes every week."""
        return self.one_unit().of(self.quantity.data or Decimal(0))

    def at_most(self, quantity: Decimal) -> Decimal:
        """What a typed quantity amounts to at one time: all that a month brings, where it comes every week."""
        return month_of(quantity) if self.is_weekly() else quantity

    def estimate(self) -> tuple[str, Decimal, str] | None:
        """Where the mass rests on what is typical: the unit, kilograms of one, and the source of that."""
        codes, code = self.chosen_codes()[:1], str(self.unit.data)
        if not codes or code not in self.catalogue.units:
            return None
        try:
            one = self.one_unit()
        except NoMass:
            return None
        if one.basis is not KnownBy.ESTIMATED:
            return None
        unit, material = self._unit(), self.catalogue.materials[codes[0]]
        source = unit.source if unit.measure.typical_mass_kg is not None else material.source
        return self.unit_label(code), one.kg, source

    def in_kg(self, quantity: Decimal | None) -> Decimal:
        """Another quantity in the same unit; nothing is zero."""
        return self.one_unit().of(quantity or Decimal(0))

    def one_unit(self) -> UnitMass:
        """What one unit of the chosen material weighs. Raises NoMass where somebody must say so."""
        codes = self.chosen_codes()
        substance = self.catalogue.materials[codes[0]].substance
        return unit_mass(self._unit().measure, substance, declared_kg=self.kg_per_unit.data)

    def validate_quantity(self, field: NumberField) -> None:
        """A number of units must have a mass, and one that the exchange can hold."""
        if field.data is None or not self.chosen_codes() or self.unit.data not in self.catalogue.units:
            return
        try:
            fits_in = Decimal("0.001") <= self.quantity_kg() <= MOST_KG
        except NoMass as unknown:
            self.missing = unknown.missing
            return
        if not fits_in:
            raise ValidationError(_("That weighs less than a gram or more than we can list."))

    missing: Missing | None = None
    """What keeps the quantity from having a mass; told beside the field that lacks, once all are read."""

    def validate(self, extra_validators: Any = None) -> bool:
        """All fields, then what only several of them together can say."""
        super().validate(extra_validators)
        if self.missing is Missing.OTHER_UNIT:
            self.object_to("unit", _("Choose a unit that has a mass."))
        elif self.missing is not None:
            unit = self.unit_label(str(self.unit.data))
            self.object_to("kg_per_unit", _("How many kilograms does one “%(unit)s” of it weigh, roughly?", unit=unit))
        return not self.errors

    def object_to(self, name: str, message: str) -> None:
        """Put a message beside a field."""
        field = self[name]
        field.errors = [*field.errors, message]

    def _unit(self) -> UnitEntry:
        return self.catalogue.units[str(self.unit.data)]

    def _unit_codes(self) -> list[str]:
        """The material's units, those of every yard, and the one that the listing has: no edit changes it unseen."""
        codes = [unit.code for code in self.chosen_codes()[:1] for unit in self.catalogue.units_for(code)]
        return [code for code in dict.fromkeys([*codes, *UNITS, self.unit.data]) if code in self.catalogue.units]

    def site(self) -> UUID:
        """The chosen site. After validation."""
        return UUID(self.site_id.data)


def reach_field(label: str, hint: str, *, usual_km: int = 0) -> NumberField:
    """Whole kilometres as the crow flies."""
    return NumberField(label, least="0", most="1000", places=0, default=Decimal(usual_km), description=hint)


__all__ = [
    "DayField",
    "ListingForm",
    "Needed",
    "Optional",
    "reach_field",
]
