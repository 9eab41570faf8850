"""What every change of a listing has in common: who may, what is noted, who must hear of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Business, Site
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable, ensure
from exchange.listings import audience, following, policy
from exchange.listings.models import ListingState, Need, Offer

Listing = Offer | Need
"""Either kind: both live the same life."""
Kind = TypeVar("Kind", Offer, Need)


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand changes a listing, and when. Timers have neither person nor business."""

    at: datetime
    by: UUID | None = None
    business_id: UUID | None = None
    on_behalf: bool = False


class Stale(Conflict):
    """Somebody else changed the listing meanwhile; what was typed and what is stored are both still there."""

    def __init__(self) -> None:
        super().__init__("stale_version", _("Somebody changed this meanwhile. Compare, then save again."))


def kind_of(listing: Listing) -> str:
    """How journal, addresses and jobs call it."""
    return "offer" if isinstance(listing, Offer) else "need"


def announce(listing: Listing, verb: str, hand: Hand, **details: Any) -> None:
    """Note it in the journal and have the matches follow, in the transaction of the change."""
    kind = kind_of(listing)
    journal.record(
        kind, listing.id, verb, at=hand.at, by=hand.by, business_id=hand.business_id, on_behalf=hand.on_behalf,
        **details,
    )  # fmt: skip
    if kind == "offer":
        following.offer_changed(listing.id)
    else:
        following.need_changed(listing.id)


def locked(table: type[Kind], listing_id: UUID) -> Kind:
    """The listing, read anew behind a lock on its row, so that what is decided on it still holds. Raises NotFound."""
    listing = session().get(table, listing_id, with_for_update=True, populate_existing=True)
    if listing is None:
        raise NotFound
    return listing


def locked_own(table: type[Kind], listing_id: UUID, business_id: UUID) -> Kind:
    """The same, for its owner.

    Raises NotFound for what the business may not even see, Forbidden for others' listings.
    """
    listing = locked(table, listing_id)
    holder = session().get_one(Business, listing.business_id)
    if not policy.may_see(listing, holder, business_id=business_id, is_staff=False, may_facilitate=False):
        raise NotFound
    ensure(policy.owns(business_id, listing), "not_yours", _("Only the business that posted this can change it."))
    return listing


def site_of(site_id: UUID, business_id: UUID) -> Site:
    """An open site of the business, kept open and where it is until the transaction ends.

    Raises Unprocessable for any other.
    """
    site = session().get(Site, site_id, with_for_update={"read": True}, populate_existing=True)
    if site is None or site.business_id != business_id or site.closed_at is not None:
        raise Unprocessable("not_your_site", _("Choose one of your own sites."))
    return site


def first_state(business_id: UUID) -> ListingState:
    """Verified businesses publish at once; others are looked at first."""
    holder = session().get_one(Business, business_id)
    return ListingState.PUBLISHED if holder.is_verified else ListingState.IN_REVIEW


def state_after_edit(listing: Listing, at: datetime) -> ListingState:
    """A rejected listing is looked at again, and so is whatever an unverified business changes in public."""
    if listing.state is ListingState.DRAFT:
        return ListingState.IN_REVIEW
    if listing.state in policy.SHOWN | {ListingState.EXPIRED}:
        first = first_state(listing.business_id)
        return open_state(listing, at) if first is ListingState.PUBLISHED else first
    return listing.state


def open_state(listing: Listing, at: datetime) -> ListingState:
    """Shown first while the day for everyone is ahead; then published, or exhausted where nothing is left."""
    if audience.waits_for_everyone(listing, at):
        return ListingState.SHOWN_FIRST
    return ListingState.PUBLISHED if is_anything_left(listing) else ListingState.EXHAUSTED


def is_anything_left(listing: Listing) -> bool:
    """Whether there is something to give, or still to find."""
    left_kg = listing.free_kg if isinstance(listing, Offer) else listing.remaining_kg
    return left_kg > 0


def note_opening(listing: Listing, at: datetime) -> None:
    """What everyone sees for the first time is published from then on."""
    if listing.state in policy.PUBLIC:
        listing.published_at = listing.published_at or at
