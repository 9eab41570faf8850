"""How a found listing looks on a card: already in words, so that templates only place it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.core.weeks import week_of
from exchange.listings.models import Need, Offer, Rhythm
from exchange.listings.search.queries import Hit
from exchange.web import formats


@dataclass(frozen=True, slots=True)
class Card:
    """What a card of ui/cards.html shows."""

    kind: str
    href: str
    title: str
    material_label: str
    icon: str
    weave_code: str
    photo_url: str | None
    photo_alt: str
    place: str
    distance_km: float | None
    price_label: str
    quantity_label: str
    until_label: str
    score: int | None = None
    status_label: str | None = None


def card(hit: Hit, catalogue: Catalogue, language: str) -> Card:
    """The card of a lot or a need."""
    if isinstance(hit.listing, Need):
        return _need_card(hit, hit.listing, catalogue, language)
    return _lot_card(hit, hit.listing, catalogue, language)


def marked(hits: Iterable[Hit], catalogue: Catalogue, language: str) -> list[Card]:
    """Answers and what only comes close among them, the latter told by a badge."""
    cards = ((hit, card(hit, catalogue, language)) for hit in hits)
    return [replace(one, status_label=_("Close to it")) if hit.is_close else one for hit, one in cards]


def _lot_card(hit: Hit, lot: Offer, catalogue: Catalogue, language: str) -> Card:
    material = catalogue.material(lot.material_code)
    return Card(
        kind="offer",
        href=url_for("offers.show", offer_id=lot.id),
        title=lot.title,
        material_label=catalogue.label(lot.material_code, language),
        icon=material.icon if material else "box",
        weave_code=lot.material_code,
        photo_url=url_for("photos.show", photo_id=hit.photo_id, size="thumb") if hit.photo_id else None,
        photo_alt="",
        place=around(lot),
        distance_km=hit.distance_km,
        price_label=price_label(lot),
        quantity_label=_quantity(lot.free_kg, lot),
        until_label=formats.day(lot.available_until) if lot.available_until else "",
    )


def _need_card(hit: Hit, need: Need, catalogue: Catalogue, language: str) -> Card:
    code = first_material(need, catalogue)
    material = catalogue.material(code)
    return Card(
        kind="need",
        href=url_for("needs.show", need_id=need.id),
        title=need.title,
        material_label=catalogue.label(code, language),
        icon=material.icon if material else "box",
        weave_code=code,
        photo_url=None,
        photo_alt="",
        place=around(need),
        distance_km=hit.distance_km,
        price_label=_limit(need.highest_eur_per_t),
        quantity_label=_quantity(need.remaining_kg, need),
        until_label=formats.day(need.wanted_until) if need.wanted_until else "",
    )


def _limit(price: Decimal | None) -> str:
    """The most that a need pays, or the least that it is to be paid."""
    if price is not None and price < 0:
        return _("Holder pays %(euro)s €/t or more", euro=formats.euro(-price))
    return _("Up to %(price)s", price=formats.eur_per_t(price)) if price else formats.eur_per_t(price)


def around(listing: Offer | Need) -> str:
    """The public place: the town of its cell, and who stands behind it unless that is kept back."""
    town = listing.cell_name or _("Outside the territory")
    if listing.is_anonymous:
        return _("Around %(town)s", town=town)
    return _("%(business)s, around %(town)s", business=listing.business.name, town=town)


def price_label(lot: Offer) -> str:
    """A price with whether it is open to talk."""
    label = formats.eur_per_t(lot.price_eur_per_t)
    if lot.is_negotiable and lot.price_eur_per_t:
        return _("%(price)s, negotiable", price=label)
    return label


def first_material(need: Need, catalogue: Catalogue) -> str:
    """One accepted material to show on a card: the node at the start of what the need accepts."""
    first = min((span.lower for span in need.material), default=0)
    return next((entry.code for entry in catalogue.materials.values() if entry.span.lft == first), "")


def _quantity(kg: Decimal, listing: Offer | Need) -> str:
    if listing.is_weekly:
        return _("%(mass)s a week", mass=formats.mass(week_of(kg)))
    mass = formats.mass(kg)
    return _("%(mass)s a month", mass=mass) if listing.rhythm is Rhythm.FLOW else mass
