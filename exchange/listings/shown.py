"""What the pages of listings show, gathered before they are drawn."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.labels import unit as unit_label
from exchange.kernel import clock
from exchange.kernel.place import Place
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels
from exchange.listings.arising import when
from exchange.listings.cells import cell_place
from exchange.listings.core.attributes import Attribute, Resin
from exchange.listings.core.weeks import a_year, in_all, week_of
from exchange.listings.legal import EndOfWasteAct
from exchange.listings.models import Need, Offer, Rhythm
from exchange.web.formats import day, eur_per_t, km, mass, number
from exchange.web.maps import Spot, territory_map

Fact = tuple[str, str, str]
"""Name, value and an explaining note, which may be empty."""


def level(units: Decimal) -> str:
    """A quantity for programs: no group signs, a point, no trailing zeros.

    >>> level(Decimal("12.500")), level(Decimal("1200.000"))
    ('12.5', '1200')
    """
    text = f"{units:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(units: Decimal, listing: Offer | Need, catalogue: Catalogue) -> str:
    """A quantity in the trade's unit, where it flows as its holder tells it: «12.5 t a month», «2 t a week»."""
    units = week_of(units) if listing.is_weekly else units
    known = catalogue.units.get(listing.unit)
    told = f"{number(units)} {unit_label(known, units) if known else listing.unit}"
    return again(told, listing)


def again(told: str, listing: Offer | Need) -> str:
    """A quantity with how often it comes."""
    if listing.is_weekly:
        return _("%(quantity)s a week", quantity=told)
    return _("%(quantity)s a month", quantity=told) if listing.rhythm is Rhythm.FLOW else told


def offer_facts(offer: Offer) -> list[Fact]:
    """The grid below the title, after the quantity: one glance for condition, price, time, transport."""
    return [
        (_mass_label(offer), mass(offer.free_kg), str(labels.mass_basis(offer.mass_basis))),
        *_in_all(offer, offer.free_kg, offer.available_from, offer.available_until),
        (_("Condition"), str(labels.grade(offer.condition)) if offer.condition else _("Not told"), ""),
        (_("Price"), eur_per_t(offer.price_eur_per_t), _("To be negotiated") if offer.is_negotiable else ""),
        (_("Available"), day(offer.available_from), ""),
        (_("Until"), day(offer.available_until) if offer.available_until else _("Can wait"), ""),
        (_("Shared"), _parting(offer), ""),
        (_("Transport"), _transport(offer), ""),
        *_arising(offer, _("Arises")),
    ]


def details(offer: Offer) -> list[Fact]:
    """What its material's family asks, in the order of the questions."""
    asked = [attribute for attribute in Attribute if attribute in offer.details]
    return [(str(labels.attribute(one)), _detail(one, offer.details[one]), "") for one in asked]


def need_facts(need: Need) -> list[Fact]:
    """The same for a need."""
    return [
        (_mass_label(need), mass(need.remaining_kg), ""),
        *_in_all(need, need.remaining_kg, need.wanted_from, need.wanted_until),
        (_("Smallest lot"), mass(need.smallest_lot_kg) if need.smallest_lot_kg else _("Any"), ""),
        (_("Condition at least"), str(labels.grade(need.lowest_grade)) if need.lowest_grade else _("Any"), ""),
        (_("Highest price"), _limit(need), _("To be negotiated") if need.is_negotiable else ""),
        (_("Wanted from"), day(need.wanted_from), ""),
        (_("Until"), day(need.wanted_until) if need.wanted_until else _("No last day"), ""),
        (_("Transport"), _collection(need), ""),
        *_arising(need, _("Wanted")),
    ]


def in_law(offer: Offer, catalogue: Catalogue, language: str) -> list[Fact]:
    """What the lot is in law, what that means for the taker, and for waste its code as the list prints it."""
    if offer.legal_status is None:
        return []
    meaning = str(labels.legal_meaning(offer.legal_status))
    facts = [(_("Legal status"), str(labels.legal_status(offer.legal_status)), meaning), *_claimed(offer)]
    if offer.waste_code is None:
        return facts
    known = catalogue.waste_codes
    entry = known.get(offer.legal_answers.get("waste_code", "")) or known.get(offer.waste_code)
    facts.append((_("Waste code"), entry.spaced if entry else offer.waste_code, entry.label(language) if entry else ""))
    facts.append((_("Hazardous"), _("Yes") if offer.is_hazardous else _("No"), ""))
    if offer.legal_answers.get("is_pop"):
        facts.append(
            (
                _("Persistent organic pollutants"),
                _("Yes"),
                _("Above the limits of regulation (EU) 2019/1021 they must be destroyed."),
            )
        )
    return facts


def _claimed(offer: Offer) -> list[Fact]:
    """The act relied on, what is told of animal matter, and who answers for it since when."""
    told, facts = offer.legal_answers, []
    if "act" in told:
        facts.append((_("Act relied on"), str(labels.end_of_waste_act(EndOfWasteAct(told["act"]))), ""))
    if "animal_category" in told:
        category = int(told["animal_category"])
        facts.append((_("Animal matter"), str(labels.animal_category(category)), str(labels.animal_meaning(category))))
    if "feed_registration" in told:
        facts.append((_("Feed registration"), told["feed_registration"], ""))
    if "declared_at" in told:
        since = day(clock.day_of(datetime.fromisoformat(told["declared_at"])))
        facts.append((_("Declared"), since, _("The holder decides the status and answers for it.")))
    return facts


def statuses_taken(need: Need) -> str:
    """Which legal statuses a need accepts, in words."""
    return ", ".join(str(labels.legal_status(LegalStatus(status))) for status in need.accepted_statuses) or _("All")


def public_place(listing: Offer | Need) -> tuple[str, Place | None]:
    """Where a listing is, as everybody may know: around which town, and where that town stands.

    The town is that of a fixed cell of five kilometres. None where the territory knows no town near.
    """
    town = listing.cell_name
    return _("Around %(town)s", town=town) if town else "", cell_place((listing.cell_x_m, listing.cell_y_m))


def place_map(name: str, place: Place | None, kind: str, href: str, land_href: str) -> Markup | None:
    """One dot on the map of the territory."""
    if place is None:
        return None
    spots: Sequence[Spot] = [Spot(name, 1, href, kind, place.lat, place.lon)]
    return territory_map(spots, land_href=land_href, title=name, description=_("To the town only."))


def materials(need: Need, catalogue: Catalogue, language: str) -> list[Any]:
    """The accepted nodes in tree order."""
    known = (catalogue.material(accepted.material_code) for accepted in need.accepts)
    nodes = sorted((entry for entry in known if entry), key=lambda entry: entry.span.lft)
    return [(entry.code, entry.label(language)) for entry in nodes]


def _mass_label(listing: Offer | Need) -> str:
    return _("Mass a month") if listing.rhythm is Rhythm.FLOW else _("Mass")


def _in_all(listing: Offer | Need, month_kg: Decimal, first: date, last: date | None) -> list[Fact]:
    """What a flow amounts to until its last day, or in a year."""
    if listing.rhythm is not Rhythm.FLOW:
        return []
    if last is None:
        return [(_("Mass a year"), mass(a_year(month_kg, listing.months)), "")]
    return [
        (_("Mass in all"), mass(in_all(month_kg, first, last, listing.months)), _("From the first to the last day"))
    ]


def _arising(listing: Offer | Need, label: str) -> list[Fact]:
    told = when(listing)
    return [(label, told, "")] if told else []


def _detail(attribute: Attribute, told: Any) -> str:
    if attribute is Attribute.SHARES:
        return "; ".join(_share(share) for share in told)
    if attribute is Attribute.RESIN:
        return str(labels.resin(Resin(told)))
    return number(Decimal(told)) if attribute.endswith(("_mm", "_pct")) else str(told)


def _share(share: dict[str, str]) -> str:
    words = f"{share['of']} {number(Decimal(share['percent']))} %"
    return f"{words} ± {number(Decimal(share['tolerance']))}" if "tolerance" in share else words


def _parting(offer: Offer) -> str:
    if offer.is_whole_lot:
        return _("All of it or nothing")
    return _("From %(mass)s on", mass=mass(offer.minimum_kg)) if offer.minimum_kg else _("Any quantity")


def _transport(offer: Offer) -> str:
    reach = offer.delivers_within_km
    return _("Delivered within %(km)s", km=km(reach)) if reach else _("To be collected")


def _collection(need: Need) -> str:
    reach = need.collects_within_km
    return _("Collected within %(km)s", km=km(reach)) if reach else _("To be delivered")


def _limit(need: Need) -> str:
    return _("No limit told") if need.highest_eur_per_t is None else eur_per_t(need.highest_eur_per_t)
