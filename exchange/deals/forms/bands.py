"""Bands of quality: up to so much moisture or impurities, so much of the price."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, ValidationError

from exchange.deals.core.quality import MOST_BANDS, MOST_PERCENT_OF_PRICE, Band, Measure
from exchange.deals.labels import measure_label
from exchange.web.forms import ExchangeForm, NumberField

_MEASURES = [("", "–"), *((measure.value, measure_label(measure)) for measure in Measure)]


class BandForm(ExchangeForm):
    """One band; all empty is none."""

    measure = SelectField(_l("Measured"), choices=_MEASURES, default="")
    up_to = NumberField(_l("Up to, %"), least="0", most="100", places=2)
    price = NumberField(_l("Of the price, %"), least="0", most=str(MOST_PERCENT_OF_PRICE), places=2)

    def validate_measure(self, field: SelectField) -> None:
        """Raises ValidationError for a band of which a part is missing."""
        given = [bool(field.data), self.up_to.data is not None, self.price.data is not None]
        if any(given) and not all(given):
            raise ValidationError(_l("A band says what is measured, up to where, and how much of the price it is."))


def bands_field() -> Any:
    """The few bands that terms can have."""
    return FieldList(FormField(BandForm), min_entries=MOST_BANDS, max_entries=MOST_BANDS)


def bands_of(field: Any) -> tuple[Band, ...]:
    """The bands of a field of a form that validated."""
    rows = (entry.form for entry in field)
    return tuple(Band(Measure(row.measure.data), row.up_to.data, row.price.data) for row in rows if row.measure.data)


def ensure_distinct(field: Any) -> None:
    """Raises ValidationError where two bands of a measure end at the same percent."""
    ends = [(row.measure.data, row.up_to.data) for row in (entry.form for entry in field) if row.measure.data]
    if len(ends) != len(set(ends)):
        raise ValidationError(_l("Two bands end at the same percent."))
