"""All that a public page said at a moment, kept with the notice: what is changed afterwards is not judged."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business
from exchange.kernel.orm import session
from exchange.listings.companies.queries import company, shown_lots, shown_needs
from exchange.listings.models import Need, Offer, Photo
from exchange.moderation.models import ListingKind
from exchange.moderation.notices.models import ContentKind
from exchange.moderation.queries import Listing
from exchange.moderation.queries import listing as listing_named


@dataclass(frozen=True, slots=True)
class Content:
    """A page as it stands: whose it is, which version, and what it says by the names of ``labels.content_facts``."""

    kind: ContentKind
    id: UUID
    business_id: UUID
    version: int | None
    says: dict[str, Any]


def content_now(kind: ContentKind, content_id: UUID) -> Content | None:
    """What stands at a page; None where nothing of that kind has the id. Whether it is public is asked at the door."""
    if kind is ContentKind.COMPANY:
        business = company(content_id)
        return _company(business) if business else None
    found = listing_named(ListingKind(kind.value), content_id)
    return _listing(kind, found) if found else None


def _listing(kind: ContentKind, listing: Listing) -> Content:
    says = {"title": listing.title, "description": listing.description}
    says |= _offer(listing) if isinstance(listing, Offer) else _need(listing)
    says["holder"] = listing.business.name
    kept = {name: value for name, value in says.items() if value}
    return Content(kind, listing.id, listing.business_id, listing.version, kept)


def _offer(offer: Offer) -> dict[str, Any]:
    photos = session().scalars(sa.select(Photo).where(Photo.offer_id == offer.id).order_by(Photo.position))
    return {
        "composition": offer.composition,
        "packaging": offer.packaging,
        "material": offer.material_code,
        "quantity": f"{offer.declared_kg.normalize():f} kg",
        "price": f"{offer.price_eur_per_t} EUR/t" if offer.price_eur_per_t is not None else "",
        "legal_status": offer.legal_status or "",
        "waste_code": offer.waste_code or "",
        "photos": [f"{photo.id} {photo.description}".strip() for photo in photos],
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "material": ", ".join(row.material_code for row in need.accepts),
        "quantity": f"{need.wanted_kg.normalize():f} kg",
    }


def _company(business: Business) -> Content:
    listings = [hit.listing.title for hit in (*shown_lots(business.id), *shown_needs(business.id))]
    says = {
        "holder": business.name,
        "number": business.registration_number or "",
        "verification": str(business.verification),
        "listings": listings,
    }
    kept = {name: value for name, value in says.items() if value}
    return Content(ContentKind.COMPANY, business.id, business.id, None, kept)
