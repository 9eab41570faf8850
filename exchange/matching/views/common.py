"""What the doors of one listing's matches share."""

from uuid import UUID

from flask import url_for

from exchange.kernel.refusals import NotFound
from exchange.matching import policy
from exchange.matching.core.facts import Side
from exchange.matching.listed import Listed
from exchange.matching.looking import looking
from exchange.matching.queries import matches


def seen(side: Side, listing_id: UUID) -> Listed:
    """The listing, if whoever looks may see what fits it. Raises NotFound otherwise, as for a missing one."""
    listing = matches.listed(side, listing_id)
    if listing is None or not policy.may_see_matches(listing, **looking()):
        raise NotFound
    return listing


def mine(side: Side, listing_id: UUID) -> Listed:
    """The listing, if the business acted for posted it. Raises NotFound otherwise."""
    listing = matches.listed(side, listing_id)
    if listing is None or not policy.may_dismiss(listing, looking()["business_id"]):
        raise NotFound
    return listing


def page_of(listing: Listed, anchor: str = "matches") -> str:
    """Where a listing's matches are shown."""
    if listing.side is Side.OFFER:
        return url_for("offers.show", offer_id=listing.id, _anchor=anchor)
    return url_for("needs.show", need_id=listing.id, _anchor=anchor)
