"""The life of a listing: by its owner's hand, a moderator's, or the calendar's."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts.models import Site
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings import policy
from exchange.listings.lawful.lots import objections_now
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.service.changes import (
    Hand,
    Kind,
    Listing,
    announce,
    kind_of,
    locked,
    locked_own,
    note_opening,
    open_state,
)
from exchange.notices import service as notices

Verb = Callable[[Listing, Hand], None]
HOLDABLE = policy.SHOWN | {ListingState.PAUSED}
REJECTABLE = policy.SHOWN | {ListingState.IN_REVIEW, ListingState.PAUSED}


def withdraw_offer(offer_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """Take a lot back for good. Raises Conflict while part of it is held, agreed or on the way."""
    return _own(Offer, offer_id, _withdraw, Hand(at, by, business_id))


def withdraw_need(need_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Look no more. What was agreed for it stays agreed."""
    return _own(Need, need_id, _withdraw, Hand(at, by, business_id))


def pause_offer(offer_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """Hide a lot for a while: no new matches, no new proposals. Raises Conflict unless it is public."""
    return _own(Offer, offer_id, _pause, Hand(at, by, business_id))


def pause_need(need_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Hide a need for a while. Raises Conflict unless it is public."""
    return _own(Need, need_id, _pause, Hand(at, by, business_id))


def resume_offer(offer_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Offer:
    """Show a paused lot again. Raises Conflict when it is not paused, it is over or its site is closed."""
    return _own(Offer, offer_id, _resume, Hand(at, by, business_id))


def resume_need(need_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Need:
    """Show a paused need again. Raises Conflict when it is not paused, it is over or its site is closed."""
    return _own(Need, need_id, _resume, Hand(at, by, business_id))


def publish_offer(offer_id: UUID, *, at: datetime, by: UUID | None = None) -> Offer:
    """A moderator lets a lot in review out. Raises Conflict in any other state."""
    return _publish(locked(Offer, offer_id), Hand(at, by))


def publish_need(need_id: UUID, *, at: datetime, by: UUID | None = None) -> Need:
    """A moderator lets a need in review out. Raises Conflict in any other state."""
    return _publish(locked(Need, need_id), Hand(at, by))


def reject_offer(offer_id: UUID, *, at: datetime, by: UUID | None = None) -> Offer:
    """A moderator sends a lot back to its holder as a draft; the reasons are moderation's to tell."""
    return _reject(locked(Offer, offer_id), Hand(at, by))


def reject_need(need_id: UUID, *, at: datetime, by: UUID | None = None) -> Need:
    """A moderator sends a need back as a draft."""
    return _reject(locked(Need, need_id), Hand(at, by))


def hold_offer(offer_id: UUID, *, at: datetime, by: UUID | None = None) -> Offer:
    """A moderator hides a lot until somebody has looked again. Raises Conflict unless it is out there or paused."""
    return _hold(locked(Offer, offer_id), Hand(at, by))


def hold_need(need_id: UUID, *, at: datetime, by: UUID | None = None) -> Need:
    """A moderator hides a need until somebody has looked again."""
    return _hold(locked(Need, need_id), Hand(at, by))


def reinstate_offer(offer_id: UUID, *, at: datetime, by: UUID | None = None) -> Offer:
    """A lot that was sent back or hidden by mistake is shown as it stands. Raises Conflict in any other state."""
    return _reinstate(locked(Offer, offer_id), Hand(at, by))


def reinstate_need(need_id: UUID, *, at: datetime, by: UUID | None = None) -> Need:
    """A need that was sent back by mistake is shown as it stands."""
    return _reinstate(locked(Need, need_id), Hand(at, by))


def expire(*, at: datetime) -> int:
    """End what is public or paused past its last day, tell the owners; returns how many. Twice changes nothing."""
    over = [listing for table in (Offer, Need) for listing in _over(table, at)]
    for listing in over:
        listing.state = ListingState.EXPIRED
        announce(listing, "expired", Hand(at))
        kind, version = kind_of(listing), listing.version
        notices.tell_business(
            listing.business_id, f"{kind}_expired", at=at, path=f"/{kind}s/{listing.id}",
            dedupe_key=f"expired:{listing.id}:{version}", title=listing.title,
        )  # fmt: skip
    return len(over)


def _own(table: type[Kind], listing_id: UUID, verb: Verb, hand: Hand) -> Kind:
    if hand.business_id is None:
        raise ValueError("an owner's verb needs the business it acts for")
    listing = locked_own(table, listing_id, hand.business_id)
    verb(listing, hand)
    session().flush()
    return listing


def _withdraw(listing: Listing, hand: Hand) -> None:
    if policy.is_promised(listing):
        raise Conflict("promised", _("Part of this lot is agreed: end or finish those deals first."))
    if not policy.may_withdraw(hand.business_id, listing):
        raise Conflict("already_withdrawn", _("This was withdrawn already."))
    _turn(listing, ListingState.WITHDRAWN, "withdrawn", hand)


def _pause(listing: Listing, hand: Hand) -> None:
    if not policy.may_pause(hand.business_id, listing):
        raise Conflict("not_public", _("Only what is published can be paused."))
    _turn(listing, ListingState.PAUSED, "paused", hand)


def _resume(listing: Listing, hand: Hand) -> None:
    if not policy.may_resume(hand.business_id, listing):
        raise Conflict("not_paused", _("Only what is paused can be resumed."))
    if policy.is_over(listing, hand.at):
        raise Conflict("is_over", _("Its last day has passed. Edit it and give a later one."))
    if session().get_one(Site, listing.site_id).closed_at is not None:
        raise Conflict("site_closed", _("Its site is closed. Edit it and choose another."))
    _ensure_lawful(listing, hand.at)
    _turn(listing, open_state(listing, hand.at), "resumed", hand)


def _publish(listing: Kind, hand: Hand) -> Kind:
    if listing.state is not ListingState.IN_REVIEW:
        raise Conflict("not_in_review", _("This is not in review any more."))
    _ensure_lawful(listing, hand.at)
    _turn(listing, open_state(listing, hand.at), "published", hand)
    session().flush()
    return listing


def _reject(listing: Kind, hand: Hand) -> Kind:
    if listing.state not in REJECTABLE:
        raise Conflict("not_rejectable", _("This is neither in review nor public any more."))
    _turn(listing, ListingState.DRAFT, "rejected", hand)
    session().flush()
    return listing


def _hold(listing: Kind, hand: Hand) -> Kind:
    if listing.state not in HOLDABLE:
        raise Conflict("not_shown", _("This is not shown any more."))
    _turn(listing, ListingState.IN_REVIEW, "hidden", hand)
    session().flush()
    return listing


def _reinstate(listing: Kind, hand: Hand) -> Kind:
    if listing.state not in {ListingState.DRAFT, ListingState.IN_REVIEW}:
        raise Conflict("not_a_draft", _("This is not a draft any more."))
    _ensure_lawful(listing, hand.at)
    state = ListingState.EXPIRED if policy.is_over(listing, hand.at) else open_state(listing, hand.at)
    _turn(listing, state, "reinstated", hand)
    session().flush()
    return listing


def _ensure_lawful(listing: Listing, at: datetime) -> None:
    """Rules may have come into force since it was written."""
    for objection in objections_now(listing, on=day_of(at)) if isinstance(listing, Offer) else ():
        raise Conflict("unlawful", _("It may not be offered today: %(why)s", why=objection.message))


def _turn(listing: Listing, state: ListingState, verb: str, hand: Hand) -> None:
    before, listing.state = listing.state, state
    note_opening(listing, hand.at)
    announce(listing, verb, hand, before=before)


def _over(table: type[Offer] | type[Need], at: datetime) -> list[Listing]:
    """Locked, in the order of their ids, so that two timers at once share the work instead of waiting in a ring."""
    last_day = Offer.available_until if table is Offer else Need.wanted_until
    living = table.state.in_([*policy.SHOWN, ListingState.PAUSED])
    rows = sa.select(table).where(living, last_day < day_of(at)).order_by(table.id)
    return list(session().scalars(rows.with_for_update(skip_locked=True)))
