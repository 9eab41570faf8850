"""From a form on its way to a sketch of its listing: what cannot be read yet is not told."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from exchange.accounts.models import Site
from exchange.catalogue.core.units import NoMass
from exchange.kernel.orm import MOST_KG
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.forms.asking import ListingForm
from exchange.listings.forms.needs import NeedForm
from exchange.listings.forms.offers import MINIMUM, WHOLE, OfferForm
from exchange.listings.legal import read_code
from exchange.listings.sketch import NeedSketch, OfferSketch


def sketch(form: ListingForm, sites: Sequence[Site], business_id: UUID) -> OfferSketch | NeedSketch | None:
    """The listing so far; None while material, quantity or site are open: nobody can be looked for then."""
    site = next((one for one in sites if str(one.id) == form.site_id.data), None)
    quantity_kg = _quantity_kg(form)
    if site is None or quantity_kg is None:
        return None
    if isinstance(form, OfferForm):
        return _offer(form, site, quantity_kg, business_id)
    return _need(form, site, quantity_kg, business_id) if isinstance(form, NeedForm) else None


def _quantity_kg(form: ListingForm) -> Decimal | None:
    if not form.chosen_codes() or not form.quantity.data or form.unit.data not in form.catalogue.units:
        return None
    try:
        quantity_kg = form.quantity_kg()
    except NoMass:
        return None
    return quantity_kg if 0 < quantity_kg <= MOST_KG else None


def _offer(form: OfferForm, site: Site, quantity_kg: Decimal, business_id: UUID) -> OfferSketch:
    first, last = _window(form.available_from.data, form.available_until.data)
    status, code = _one_of(form.legal_status.data), read_code(form.waste_code.data or "").rstrip("*")
    is_waste = status is LegalStatus.WASTE
    return OfferSketch(
        business_id=business_id, site=site, material_code=form.chosen_codes()[0], quantity_kg=quantity_kg,
        minimum_kg=_minimum_kg(form, quantity_kg), delivers_within_km=int(form.delivers_within_km.data or 0),
        available_from=first, available_until=last, ask_eur_per_t=form.price_eur_per_t(),
        is_negotiable=form.is_negotiable, condition=_grade(form.condition.data),
        legal_status=None if is_waste and not code else status, waste_code=code if is_waste and code else None,
        is_hazardous=is_waste and bool(form.is_hazardous.data),
    )  # fmt: skip


def _need(form: NeedForm, site: Site, quantity_kg: Decimal, business_id: UUID) -> NeedSketch:
    first, last = _window(form.wanted_from.data, form.wanted_until.data)
    statuses = (_one_of(one) for one in form.accepted_statuses.data or [])
    return NeedSketch(
        business_id=business_id, site=site, material_codes=tuple(form.chosen_codes()), quantity_kg=quantity_kg,
        smallest_lot_kg=min(quantity_kg, form.in_kg(form.smallest_lot.data)),
        collects_within_km=int(form.collects_within_km.data or 0), wanted_from=first, wanted_until=last,
        highest_eur_per_t=form.highest_price.data, is_negotiable=bool(form.is_negotiable.data),
        lowest_grade=_grade(form.lowest_grade.data),
        accepted_statuses=frozenset(status for status in statuses if status is not None),
    )  # fmt: skip


def _minimum_kg(form: OfferForm, quantity_kg: Decimal) -> Decimal:
    if form.parting.data == WHOLE:
        return quantity_kg
    return min(quantity_kg, form.in_kg(form.minimum.data)) if form.parting.data == MINIMUM else Decimal(0)


def _window(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    return first, None if first and last and last < first else last


def _one_of(text: str | None) -> LegalStatus | None:
    return LegalStatus(text) if text in set(LegalStatus) else None


def _grade(text: str | None) -> Grade | None:
    return Grade(int(text)) if text in {str(grade.value) for grade in Grade} else None
