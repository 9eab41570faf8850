"""The tables of lots and needs."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.listings import labels
from exchange.listings.bulk.exporting import Sheet, Value, export
from exchange.listings.forms.stored import in_units, told_units
from exchange.listings.models import Need, Offer
from exchange.listings.policy import FROM_REGISTERS
from exchange.web.languages import current_language

_AT_ONCE = 500


def lots_header() -> Sequence[str]:
    """What the columns hold; those of the import's template are among them."""
    return [
        _("Id"), _("State"), _("Title"), _("Material"), _("Quantity"), _("Unit"), _("One of these weighs, kg"),
        _("Condition"), _("Legal status"), _("Waste code"), _("It is hazardous"), _("Price, € per tonne"), _("Site"),
        _("Packaging and loading"), _("Composition and contaminants"), _("Description"),
        _("Smallest quantity per pick-up"), _("We deliver within, km"), _("Available from"), _("Until"),
        _("How often"), _("On which days"), _("In which months"), _("Free, kg"),
        _("Promised or on the way, kg"), _("Delivered, kg"), _("Posted"),
    ]  # fmt: skip


def lots(business_id: UUID) -> Iterator[Sequence[Value]]:
    """Every lot that the company has ever posted, oldest first."""
    mine = sa.select(Offer).where(Offer.business_id == business_id, Offer.state.not_in(FROM_REGISTERS))
    known, language = catalogue.current(), current_language()
    loaded = mine.options(joinedload(Offer.site)).execution_options(yield_per=_AT_ONCE)
    for lot in session().scalars(loaded.order_by(Offer.id)):
        yield [
            lot.id, str(labels.state(lot.state)), lot.title, known.label(lot.material_code, language),
            told_units(lot, lot.declared_kg), lot.unit, lot.kg_per_unit, lot.condition,
            str(labels.legal_status(lot.legal_status)) if lot.legal_status else "", lot.waste_code, lot.is_hazardous,
            lot.price_eur_per_t, lot.site.name, lot.packaging, lot.composition, lot.description,
            in_units(lot.minimum_kg, lot.kg_per_unit), lot.delivers_within_km, lot.available_from, lot.available_until,
            *_arising(lot),
            lot.free_kg, lot.held_kg + lot.committed_kg + lot.shipped_kg, lot.delivered_kg, lot.created_at,
        ]  # fmt: skip


def needs_header() -> Sequence[str]:
    """What the columns hold."""
    return [
        _("Id"), _("State"), _("Title"), _("Materials"), _("Quantity"), _("Unit"), _("One of these weighs, kg"),
        _("Highest price, € per tonne"), _("Site"), _("Description"), _("Smallest lot"), _("We collect within, km"),
        _("Wanted from"), _("Until"), _("How often"), _("On which days"), _("In which months"),
        _("Still wanted, kg"), _("Posted"),
    ]  # fmt: skip


def needs(business_id: UUID) -> Iterator[Sequence[Value]]:
    """Every need that the company has ever posted, oldest first."""
    mine = sa.select(Need).where(Need.business_id == business_id, Need.state.not_in(FROM_REGISTERS))
    known, language = catalogue.current(), current_language()
    loaded = mine.options(joinedload(Need.site), selectinload(Need.accepts)).execution_options(yield_per=_AT_ONCE)
    for need in session().scalars(loaded.order_by(Need.id)):
        names = ", ".join(known.label(one.material_code, language) for one in need.accepts)
        yield [
            need.id, str(labels.state(need.state)), need.title, names, told_units(need, need.wanted_kg),
            need.unit, need.kg_per_unit, need.highest_eur_per_t, need.site.name, need.description,
            in_units(need.smallest_lot_kg, need.kg_per_unit), need.collects_within_km, need.wanted_from,
            need.wanted_until, *_arising(need), need.remaining_kg, need.created_at,
        ]  # fmt: skip


def _arising(listing: Offer | Need) -> list[Value]:
    """How often in words; days and months as numbers, which read the same in every language."""
    days, months = (", ".join(map(str, numbers)) for numbers in (listing.weekdays, listing.months))
    return [str(labels.rhythm(listing.rhythm, is_weekly=listing.is_weekly)), days, months]


LOTS = export(Sheet("lots", lots_header, lots))
NEEDS = export(Sheet("needs", needs_header, needs))
