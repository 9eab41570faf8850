"""From a stored listing back to its form: to edit it, and to show what somebody else changed meanwhile."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import Field

from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.units import NoMass, unit_mass
from exchange.listings.core.weeks import week_of
from exchange.listings.forms.arising import WEEKLY
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.details import detail_answers
from exchange.listings.forms.offers import ANY, MINIMUM, WHOLE
from exchange.listings.forms.prices import PriceKind
from exchange.listings.models import Need, Offer
from exchange.web.formats import day
from exchange.web.forms import plain

_NOT_COMPARED = {"version", "draft_id", "words", "words_read", "material_words", "photo", "photo_description",
                 "safety_sheet"}  # fmt: skip


def offer_answers(offer: Offer, catalogue: Catalogue, language: str) -> dict[str, Any]:
    """What the holder would have typed to get this lot."""
    names = ("title", "description", "composition", "packaging", "material_code", "unit", "mass_basis",
             "legal_status", "is_hazardous", "available_from", "available_until", "is_anonymous", "partners_from",
             "everyone_from")  # fmt: skip
    return {
        **{name: getattr(offer, name) for name in names},
        **_common(offer, offer.declared_kg),
        **_price(offer),
        **_arising(offer),
        **detail_answers(offer.details),
        **offer.legal_answers.get("tests", {}),
        "material_words": catalogue.label(offer.material_code, language),
        "kg_per_unit": _told_mass(offer.unit, offer.kg_per_unit, offer.material_code, catalogue),
        "parting": WHOLE if offer.is_whole_lot else MINIMUM if offer.minimum_kg else ANY,
        "minimum": in_units(offer.minimum_kg, offer.kg_per_unit) if offer.minimum_kg else None,
        "condition": str(offer.condition or ""),
        "are_tests_met": "tests" in offer.legal_answers,
        "waste_code": offer.legal_answers.get("waste_code", ""),
        "is_pop": bool(offer.legal_answers.get("is_pop")),
        "animal_category": str(offer.legal_answers.get("animal_category", "")),
        "feed_registration": offer.legal_answers.get("feed_registration", ""),
        "use_by": _day(offer.legal_answers.get("use_by")),
        "donation_refused": offer.legal_answers.get("donation_refused", ""),
        "end_of_waste_act": offer.legal_answers.get("act", ""),
        "delivers_within_km": Decimal(offer.delivers_within_km),
    }


def need_answers(need: Need, catalogue: Catalogue) -> dict[str, Any]:
    """What the business would have typed to get this need."""
    names = ("title", "description", "unit", "wanted_from", "wanted_until", "accepted_statuses",
             "is_negotiable", "is_anonymous", "partners_from", "everyone_from")  # fmt: skip
    codes = [accepted.material_code for accepted in need.accepts]
    return {
        **{name: getattr(need, name) for name in names},
        **_common(need, need.wanted_kg),
        **_arising(need),
        "material_code": codes,
        "kg_per_unit": _told_mass(need.unit, need.kg_per_unit, codes[0] if codes else "", catalogue),
        "smallest_lot": in_units(need.smallest_lot_kg, need.kg_per_unit) if need.smallest_lot_kg else None,
        "lowest_grade": str(need.lowest_grade or ""),
        "collects_within_km": Decimal(need.collects_within_km),
        "highest_price": need.highest_eur_per_t,
    }


def differences(typed: ListingForm, stored: ListingForm) -> list[tuple[str, str, str]]:
    """Questions that are answered differently: label, what is stored, what was typed."""
    pairs = ((field, stored[field.name]) for field in typed if field.name not in _NOT_COMPARED)
    words = ((str(mine.label.text), _in_words(theirs), _in_words(mine)) for mine, theirs in pairs)
    return [(label, theirs, mine) for label, theirs, mine in words if theirs != mine]


def in_units(quantity_kg: Decimal, kg_per_unit: Decimal) -> Decimal:
    """Kilograms in the unit that was typed."""
    return (quantity_kg / kg_per_unit).quantize(Decimal("0.001"))


def told_units(listing: Offer | Need, quantity_kg: Decimal) -> Decimal:
    """The same as its holder tells it: of a week where it is told by the week."""
    return in_units(week_of(quantity_kg) if listing.is_weekly else quantity_kg, listing.kg_per_unit)


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _common(listing: Offer | Need, quantity_kg: Decimal) -> dict[str, Any]:
    quantity = told_units(listing, quantity_kg)
    return {"site_id": str(listing.site_id), "version": str(listing.version), "quantity": quantity}


def _arising(listing: Offer | Need) -> dict[str, Any]:
    return {
        "rhythm": WEEKLY if listing.is_weekly else listing.rhythm.value,
        "weekdays": [str(day) for day in listing.weekdays],
        "months": [str(month) for month in listing.months],
    }


def _price(offer: Offer) -> dict[str, Any]:
    price = offer.price_eur_per_t
    if offer.is_negotiable or price is None:
        return {"price_kind": PriceKind.NEGOTIABLE.value, "price": price}
    kind = PriceKind.FREE if price == 0 else PriceKind.FIXED if price > 0 else PriceKind.HOLDER_PAYS
    return {"price_kind": kind.value, "price": abs(price) if price else None}


def _told_mass(unit: str, kg_per_unit: Decimal, code: str, catalogue: Catalogue) -> Decimal | None:
    """The mass of one unit where the holder told it; nothing where the catalogue says the same."""
    material, known = catalogue.material(code), catalogue.units.get(unit)
    if material is None or known is None:
        return kg_per_unit
    try:
        return None if unit_mass(known.measure, material.substance).kg == kg_per_unit else kg_per_unit
    except NoMass:
        return kg_per_unit


def _in_words(field: Field) -> str:
    """An answer as the page shows it."""
    choices = {one.value: one.label for one in getattr(field, "choices", None) or []}
    if isinstance(field.data, bool):
        return _("Yes") if field.data else _("No")
    if isinstance(field.data, list):
        return ", ".join(str(choices.get(one, one)) for one in field.data)
    if isinstance(field.data, Decimal):
        return plain(field.data)
    if isinstance(field.data, date):
        return day(field.data)
    return str(choices.get(field.data, field.data or ""))
