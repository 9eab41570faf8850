"""Reading the partners of a company, and what a company sees first as somebody's partner."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Business
from exchange.kernel.orm import session
from exchange.listings.audience import shown_first_to
from exchange.listings.models import Partner
from exchange.listings.search.filters import Listing
from exchange.listings.search.queries import Hit, photo_of

MOST_FIRST = 24


def partners_of(business_id: UUID) -> Sequence[Business]:
    """The companies on its list, by name."""
    mine = sa.select(Business).join(Partner, Partner.partner_id == Business.id)
    return session().scalars(mine.where(Partner.business_id == business_id).order_by(Business.name, Business.id)).all()


def is_partner(business_id: UUID, partner_id: UUID) -> bool:
    """Whether a company is on another's list."""
    return session().get(Partner, (business_id, partner_id)) is not None


def partner_row(business_id: UUID, partner_id: UUID) -> Partner | None:
    """The line of a list, with the company that it names."""
    one = sa.select(Partner).where(Partner.business_id == business_id, Partner.partner_id == partner_id)
    return session().scalar(one.options(joinedload(Partner.partner)).with_for_update(of=Partner))


def shown_first(table: Listing, where: Sequence[sa.ColumnElement[bool]], business_id: UUID, today: date) -> list[Hit]:
    """What a company sees before everyone and what meets some conditions, newest first, at most 24."""
    rows = sa.select(table, photo_of(table)).where(shown_first_to(table, business_id, today), *where)
    newest = rows.order_by(table.created_at.desc(), table.id.desc()).limit(MOST_FIRST)
    found = session().execute(newest.options(joinedload(table.business)))
    return [Hit(listing, None, photo_id, ()) for listing, photo_id in found]
