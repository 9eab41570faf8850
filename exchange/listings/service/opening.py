"""The days from which more people see a listing: partners are told, then everyone sees it and it is matched."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Business, Standing
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer, Partner
from exchange.listings.service.changes import Hand, Listing, announce, kind_of, note_opening, open_state
from exchange.notices import service as notices


def open_up(*, at: datetime) -> int:
    """Show to everyone what has waited for its day; then match it. Returns how many; twice changes nothing."""
    due = [listing for table in (Offer, Need) for listing in _waiting(table, table.everyone_from <= day_of(at))]
    for listing in due:
        listing.state = open_state(listing, at)
        note_opening(listing, at)
        announce(listing, "opened", Hand(at))
    session().flush()
    return len(due)


def tell_partners(*, at: datetime) -> int:
    """Tell partners of what they see first from today; returns of how many listings. Twice tells once."""
    first = [listing for table in (Offer, Need) for listing in _waiting(table, *_untold(table, at))]
    for listing in first:
        listing.partners_told_at = at
        for partner_id in _active_partners(listing.business_id):
            _tell(listing, partner_id, at)
    session().flush()
    return len(first)


def _untold(table: type[Offer] | type[Need], at: datetime) -> list[sa.ColumnElement[bool]]:
    holders = sa.select(Business.id).where(Business.standing == Standing.ACTIVE)
    return [table.partners_from <= day_of(at), table.partners_told_at.is_(None), table.business_id.in_(holders)]


def _waiting(table: type[Offer] | type[Need], *which: sa.ColumnElement[bool]) -> list[Listing]:
    """Locked, in the order of their ids: two timers at once share the work."""
    rows = sa.select(table).where(table.state == ListingState.SHOWN_FIRST, *which).order_by(table.id)
    locked = rows.options(joinedload(table.business)).with_for_update(skip_locked=True, of=table)
    return list(session().scalars(locked))


def _active_partners(business_id: UUID) -> Sequence[UUID]:
    rows = sa.select(Partner.partner_id).join(Business, Business.id == Partner.partner_id)
    active = rows.where(Partner.business_id == business_id, Business.standing == Standing.ACTIVE)
    return session().scalars(active.order_by(Partner.partner_id)).all()


def _tell(listing: Listing, partner_id: UUID, at: datetime) -> None:
    kind = kind_of(listing)
    notices.tell_business(
        partner_id, f"{kind}_shown_first", at=at, path=f"/{kind}s/{listing.id}", title=listing.title,
        dedupe_key=f"shown_first:{listing.id}", business="" if listing.is_anonymous else listing.business.name,
    )  # fmt: skip
