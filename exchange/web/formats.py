"""Quantities, prices, distances, days and instants as people of the page's language read them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from flask_babel import format_date, format_datetime, format_decimal, format_timedelta
from flask_babel import gettext as _

_TONNE_KG = 1000


def quoted(words: str) -> str:
    """What somebody wrote, between the quotation marks of the language."""
    return _("“%(words)s”", words=words)


def number(value: Decimal | float, places: int = 3) -> str:
    """A number with the language's signs and at most so many decimals."""
    return str(format_decimal(value, format=f"#,##0.{'#' * places}" if places else "#,##0"))


def mass(kg: Decimal | float) -> str:
    """Kilograms below a tonne, tonnes above: «850 kg», «12.5 t»."""
    if abs(Decimal(kg)) >= _TONNE_KG:
        return _("%(tonnes)s t", tonnes=number(Decimal(kg) / _TONNE_KG, 2))
    return _("%(kg)s kg", kg=number(kg, 2))


def km(value: float) -> str:
    """A distance to the hundred metres."""
    return _("%(km)s km", km=number(round(value, 1), 1))


def eur_per_t(price: Decimal | None) -> str:
    """A price per tonne; nothing is free, and a negative one is what the holder pays."""
    if price is None:
        return _("To be discussed")
    if price == 0:
        return _("Free")
    if price < 0:
        return _("Holder pays %(euro)s €/t", euro=euro(-price))
    return _("%(euro)s €/t", euro=euro(price))


def eur_for_all(price: Decimal) -> str:
    """A price for a whole quantity, said like a price per tonne."""
    if price == 0:
        return _("Free")
    if price < 0:
        return _("Giver pays %(euro)s € for all of it", euro=euro(-price))
    return _("%(euro)s € for all of it", euro=euro(price))


def euro(amount: Decimal) -> str:
    """Whole euro without cents, others with both: «10», «10.50»."""
    return str(format_decimal(amount, format="#,##0" if amount == int(amount) else "#,##0.00"))


def day(value: date) -> str:
    """A day with its month in letters: «12 Dec 2026»."""
    return str(format_date(value, "d MMM y"))


def moment(value: datetime) -> str:
    """An instant in the territory's time zone, to the minute."""
    return str(format_datetime(value, "d MMM y, HH:mm"))


def slot(start: datetime, end: datetime) -> str:
    """From when to when, in the territory's time zone; the day once where it is one: «1 Dec 2026, 10:00–11:30»."""
    is_one_day = format_datetime(start, "yMMdd") == format_datetime(end, "yMMdd")
    return f"{moment(start)}–{format_datetime(end, 'HH:mm')}" if is_one_day else f"{moment(start)} – {moment(end)}"


def span(value: timedelta) -> str:
    """How long something took, in its largest sensible unit: «3 hours», «2 days»."""
    return str(format_timedelta(value, granularity="minute", threshold=1.5))
