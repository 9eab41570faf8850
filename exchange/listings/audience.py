"""Who sees a listing before everyone does: its own company, and from a day on its partners.

A listing in the state ``shown_first`` is public nowhere: search, map, counts, site map, alerts and matching read only
what is published. This page is the one place that lets partners in.
"""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business, Standing
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer, Partner
from exchange.listings.policy import owns

Listing = Offer | Need


def waits_for_everyone(listing: Listing, at: datetime) -> bool:
    """Whether the day from which everyone sees it is still ahead."""
    return listing.everyone_from is not None and listing.everyone_from > day_of(at)


def is_guest(listing: Listing, business_id: UUID | None, today: date) -> bool:
    """Whether a business sees a listing first, as a partner of its holder. Asks the database only where it matters."""
    if business_id is None or listing.state is not ListingState.SHOWN_FIRST:
        return False
    if listing.partners_from is None or listing.partners_from > today:
        return False
    return session().get(Partner, (listing.business_id, business_id)) is not None


def is_on_offer_to(listing: Listing, business_id: UUID, today: date) -> bool:
    """Whether a business may deal about a listing: it is published, it is its own, or the business sees it first."""
    if listing.state is ListingState.PUBLISHED:
        return True
    is_first = listing.state is ListingState.SHOWN_FIRST and owns(business_id, listing)
    return is_first or is_guest(listing, business_id, today)


def shown_first_to(table: type[Offer] | type[Need], business_id: UUID, today: date) -> sa.ColumnElement[bool]:
    """The listings that a business sees before everyone, as a partner of their holders."""
    holders = sa.select(Partner.business_id).join(Business, Business.id == Partner.business_id)
    holders = holders.where(Partner.partner_id == business_id, Business.standing == Standing.ACTIVE)
    first = table.state == sa.literal_column(f"'{ListingState.SHOWN_FIRST}'")
    return sa.and_(first, table.partners_from <= today, table.business_id.in_(holders))
