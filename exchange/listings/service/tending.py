"""Keeping a listing in time and in good hands: extend it, renew it, hand it to a colleague."""

from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.accounts.models import Site
from exchange.journal import queries as past
from exchange.journal import service as journal
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Unprocessable, ensure
from exchange.listings import policy
from exchange.listings.lawful.lots import objections_now
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.service.changes import (
    Hand,
    Kind,
    Listing,
    announce,
    first_state,
    is_anything_left,
    kind_of,
    locked_own,
    note_opening,
    open_state,
)
from exchange.listings.service.materials import material_span
from exchange.listings.vetting import vet
from exchange.notices import service as notices

EXTENSION = timedelta(days=30)
LATEST = date(2100, 12, 31)
"""The last day that the forms take."""
_WAS_SHOWN = {*policy.SHOWN, ListingState.PAUSED, ListingState.EXPIRED}


def extend_offer(offer_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """Thirty more days. Raises Conflict for what has no last day, is over or is not in the world."""
    return _extend(locked_own(Offer, offer_id, business_id), Hand(at, by, business_id))


def extend_need(need_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Thirty more days. Raises as ``extend_offer``."""
    return _extend(locked_own(Need, need_id, business_id), Hand(at, by, business_id))


def renew_offer(offer_id: UUID, *, until: date | None, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """An expired or withdrawn lot is put up again, from today until a day, or without a last day.

    What had not been let out when it was withdrawn, and all of an unverified business, is looked at first. Raises
    Conflict where nothing is left, the site is closed or the legal answers do not stand any more.
    """
    offer = locked_own(Offer, offer_id, business_id)
    _ensure_renewable(offer, until, business_id, at)
    _ensure_lawful(offer, at)
    return _renew(offer, until, Hand(at, by, business_id))


def renew_need(need_id: UUID, *, until: date | None, by: UUID, business_id: UUID, at: datetime) -> Need:
    """The same for a need. Raises Conflict where nothing is wanted any more or the site is closed."""
    need = locked_own(Need, need_id, business_id)
    _ensure_renewable(need, until, business_id, at)
    return _renew(need, until, Hand(at, by, business_id))


def reassign_offer(offer_id: UUID, *, to: UUID, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """A colleague looks after a lot from now on, and is told. Matching knows no persons: nothing is paired anew.

    Raises Unprocessable for somebody who does not belong to the business, Conflict for who looks after it already.
    """
    return _reassign(locked_own(Offer, offer_id, business_id), to, Hand(at, by, business_id))


def reassign_need(need_id: UUID, *, to: UUID, by: UUID, business_id: UUID, at: datetime) -> Need:
    """A colleague looks after a need from now on. Raises as ``reassign_offer``."""
    return _reassign(locked_own(Need, need_id, business_id), to, Hand(at, by, business_id))


def _extend(listing: Kind, hand: Hand) -> Kind:
    last = policy.last_day(listing)
    if last is None or not policy.may_extend(hand.business_id, listing):
        raise Conflict("not_extendable", _("Only what is out there and has a last day can be extended."))
    later = max(last, day_of(hand.at)) + EXTENSION
    if later > LATEST:
        raise Conflict("too_late", _("That is too far ahead."))
    _set_window(listing, None, later)
    announce(listing, "extended", hand, before=last, after=later)
    session().flush()
    return listing


def _ensure_renewable(listing: Listing, until: date | None, business_id: UUID, at: datetime) -> None:
    if not policy.may_renew(business_id, listing):
        raise Conflict("not_over", _("Only what has expired or was withdrawn can be renewed."))
    if until is not None and not day_of(at) <= until <= LATEST:
        raise Unprocessable("until", _("The last day has passed."))
    if not is_anything_left(listing):
        raise Conflict("nothing_left", _("Nothing is left of it. Duplicate it and say how much there is now."))
    if session().get_one(Site, listing.site_id).closed_at is not None:
        raise Conflict("closed_site", _("Its site is closed. Duplicate it and choose another."))


def _ensure_lawful(offer: Offer, at: datetime) -> None:
    """The list of waste, the catalogue and the rules may have changed since it was posted."""
    material_span(offer.material_code)
    for objection in objections_now(offer, on=day_of(at)):
        raise Conflict(
            "claim_lapsed",
            _("Its legal status does not stand any more: %(why)s Duplicate it and answer anew.", why=objection.message),
        )


def _renew(listing: Kind, until: date | None, hand: Hand) -> Kind:
    before = listing.state
    listing.state = _renewed_state(listing)
    if listing.state is ListingState.PUBLISHED:
        listing.state = open_state(listing, hand.at)
        note_opening(listing, hand.at)
    _set_window(listing, day_of(hand.at), until)
    announce(listing, "renewed", hand, before=before, after=listing.state, until=until)
    session().flush()
    vet(listing, hand.at)
    return listing


def _renewed_state(listing: Listing) -> ListingState:
    """A withdrawal is no way around a moderator: what stood rejected or in review then is looked at now."""
    if listing.state is ListingState.WITHDRAWN:
        ends = [one for one in past.history(kind_of(listing), listing.id) if one.verb == "withdrawn"]
        if not ends or ends[-1].details.get("before") not in _WAS_SHOWN:
            return ListingState.IN_REVIEW
    return first_state(listing.business_id)


def _set_window(listing: Listing, first: date | None, last: date | None) -> None:
    if isinstance(listing, Offer):
        listing.available_from, listing.available_until = first or listing.available_from, last
    else:
        listing.wanted_from, listing.wanted_until = first or listing.wanted_from, last
    listing.version += 1


def _reassign(listing: Kind, to: UUID, hand: Hand) -> Kind:
    ensure(policy.may_reassign(hand.business_id, listing), "not_yours", _("This cannot be handed over any more."))
    if accounts.role_of(to, hand.business_id) is None:
        raise Unprocessable("colleague", _("Choose somebody of your company."))
    before = listing.posted_by
    if before == to:
        raise Conflict("same_hands", _("They look after it already."))
    listing.posted_by = to
    session().flush()
    kind, number = kind_of(listing), len(past.history(kind_of(listing), listing.id))
    journal.record(
        kind, listing.id, "reassigned", at=hand.at, by=hand.by, business_id=hand.business_id, before=before, after=to
    )
    if to != hand.by:
        notices.tell(
            [to], f"{kind}_reassigned", at=hand.at, path=f"/{kind}s/{listing.id}", business_id=hand.business_id,
            dedupe_key=f"reassigned:{listing.id}:{number}", title=listing.title,
        )  # fmt: skip
    return listing
