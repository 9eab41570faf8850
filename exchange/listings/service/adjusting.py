"""One press that moves a number or a day of a listing, so that somebody who almost fits does fit.

An adjustment changes no words, so nobody looks at it again: what is published stays published, unless a rule about
prices or quantities has it wait.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Site
from exchange.kernel.orm import MOST_KG, session
from exchange.kernel.refusals import Conflict
from exchange.kernel.trade import Grade
from exchange.listings import stock
from exchange.listings.cells import around
from exchange.listings.models import Account, Cause, ListingState, Need, Offer
from exchange.listings.placing import reach_circle
from exchange.listings.service.changes import Hand, Kind, Stale, announce, locked_own
from exchange.listings.vetting import vet


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAdjustment:
    """What moves on a lot; None leaves it. ``free_kg`` is what shall be free afterwards, never less than now."""

    delivers_within_km: int | None = None
    available_from: date | None = None
    available_until: date | None = None
    free_kg: Decimal | None = None
    minimum_kg: Decimal | None = None
    price_eur_per_t: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAdjustment:
    """What moves on a need; None leaves it. ``remaining_kg`` is what shall still be wanted, beyond what is agreed."""

    collects_within_km: int | None = None
    wanted_from: date | None = None
    wanted_until: date | None = None
    remaining_kg: Decimal | None = None
    smallest_lot_kg: Decimal | None = None
    highest_eur_per_t: Decimal | None = None
    lowest_grade: Grade | None = None


def adjust_offer(
    offer_id: UUID, adjustment: OfferAdjustment, *, version: int, by: UUID, business_id: UUID, at: datetime
) -> Offer:
    """Move numbers or days of a published lot. A call-off below the whole makes a whole lot divisible.

    Raises Stale when ``version`` is not the stored one any more, Conflict when the lot is not published or would grow
    beyond what a lot can hold, NotFound and Forbidden as for every verb of an owner.
    """
    offer, given = _published(Offer, offer_id, business_id, version), _given(adjustment)
    before = {name: getattr(offer, name) for name in given}
    free_kg = given.pop("free_kg", None)
    _set(offer, given)
    if "minimum_kg" in given:
        offer.is_whole_lot = False
    if "delivers_within_km" in given:
        offer.reach = reach_circle(around(_site(offer).place), offer.delivers_within_km)
    _tell(offer, before, adjustment, Hand(at, by, business_id))
    if free_kg is not None and free_kg > offer.free_kg:
        more_kg = free_kg - offer.free_kg
        _ensure_bounded(offer.declared_kg + more_kg)
        stock.move(offer_id, more_kg, Account.OUTSIDE, Account.FREE, cause=Cause.CORRECTED, at=at)
    session().refresh(offer)
    vet(offer, at)
    return offer


def adjust_need(
    need_id: UUID, adjustment: NeedAdjustment, *, version: int, by: UUID, business_id: UUID, at: datetime
) -> Need:
    """Move numbers or days of a published need. Raises as ``adjust_offer``."""
    need, given = _published(Need, need_id, business_id, version), _given(adjustment)
    before = {name: getattr(need, name) for name in given}
    remaining_kg = given.pop("remaining_kg", None)
    _set(need, given)
    if remaining_kg is not None:
        _ensure_bounded(need.covered_kg + remaining_kg)
        need.wanted_kg = need.covered_kg + remaining_kg
    if "collects_within_km" in given:
        need.reach = reach_circle(around(_site(need).place), need.collects_within_km)
    _tell(need, before, adjustment, Hand(at, by, business_id))
    session().refresh(need)
    vet(need, at)
    return need


def _published(table: type[Kind], listing_id: UUID, business_id: UUID, version: int) -> Kind:
    listing = locked_own(table, listing_id, business_id)
    if listing.state is not ListingState.PUBLISHED:
        raise Conflict("not_public", _("Only what is published can be adjusted."))
    if listing.version != version:
        raise Stale
    return listing


def _given(adjustment: OfferAdjustment | NeedAdjustment) -> dict[str, Any]:
    named = {field.name: getattr(adjustment, field.name) for field in fields(adjustment)}
    return {name: value for name, value in named.items() if value is not None}


def _set(listing: Offer | Need, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        setattr(listing, name, value)
    listing.version += 1


def _site(listing: Offer | Need) -> Site:
    return session().get_one(Site, listing.site_id)


def _ensure_bounded(quantity_kg: Decimal) -> None:
    if quantity_kg > MOST_KG:
        raise Conflict("too_much", _("That is more than one listing can hold."))


def _tell(
    listing: Offer | Need, before: dict[str, Any], adjustment: OfferAdjustment | NeedAdjustment, hand: Hand
) -> None:
    announce(listing, "adjusted", hand, before=before, after=_given(adjustment))
    session().flush()
