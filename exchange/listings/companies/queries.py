"""Reading what a company shows under its name. What it posted anonymously is never part of it, not even as a count."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Business, Standing, Verification
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.listings.search.filters import Listing, is_public
from exchange.listings.search.queries import Hit, photo_of

MOST = 48
"""Cards of a kind on the page; the search finds the rest."""


def company(business_id: UUID) -> Business | None:
    """A company that trades and that the public knows: it is verified, or what it posted was looked at and shown."""
    shows = sa.or_(*(sa.exists().where(_is_shown(table, business_id)) for table in (Offer, Need)))
    known = sa.or_(Business.verification == Verification.VERIFIED, shows)
    return session().scalar(
        sa.select(Business).where(Business.id == business_id, Business.standing == Standing.ACTIVE, known)
    )


def shown_lots(business_id: UUID) -> Sequence[Hit]:
    """What it has left over, newest first."""
    rows = sa.select(Offer, photo_of(Offer)).where(_is_shown(Offer, business_id))
    return [Hit(lot, None, photo_id, ()) for lot, photo_id in session().execute(_newest(rows, Offer))]


def shown_needs(business_id: UUID) -> Sequence[Hit]:
    """What it looks for, newest first."""
    rows = sa.select(Need).where(_is_shown(Need, business_id))
    return [Hit(need, None, None, ()) for (need,) in session().execute(_newest(rows, Need))]


def named_companies(most: int) -> Sequence[UUID]:
    """Companies with something on offer or wanted under their name, for the site map."""
    shows = sa.or_(*(sa.exists().where(_is_shown(table, Business.id)) for table in (Offer, Need)))
    return session().scalars(sa.select(Business.id).where(shows).order_by(Business.id).limit(most)).all()


def _is_shown(table: Listing, business_id: Any) -> sa.ColumnElement[bool]:
    return sa.and_(table.business_id == business_id, is_public(table), ~table.is_anonymous)


def _newest(rows: Any, table: Listing) -> Any:
    ordered = rows.order_by(table.published_at.desc(), table.id.desc()).limit(MOST)
    return ordered.options(joinedload(table.business))
