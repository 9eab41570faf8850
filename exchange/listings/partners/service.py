"""Count a company among one's partners, or no more."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.models import Business
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings.companies.queries import company
from exchange.listings.models import Partner
from exchange.listings.partners.queries import partner_row

MOST_PARTNERS = 200


def add(partner_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Business:
    """Show a company what one posts before everyone sees it. Twice changes nothing.

    Raises NotFound for a company without a public page, Conflict for oneself and beyond two hundred.
    """
    partner = company(partner_id)
    if partner is None:
        raise NotFound
    if partner_id == business_id:
        raise Conflict("oneself", _("This is your own company."))
    row = insert(Partner).values(business_id=business_id, partner_id=partner_id, since=at)
    added = session().scalar(row.on_conflict_do_nothing().returning(Partner.partner_id))
    if added is not None:
        _ensure_few(business_id)
        journal.record(
            "business", business_id, "partner_added", at=at, by=by, business_id=business_id, partner_id=partner_id
        )
    return partner


def remove(partner_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> Business:
    """Show it nothing first any more. Raises NotFound for a company that is not on the list."""
    row = partner_row(business_id, partner_id)
    if row is None:
        raise NotFound
    session().delete(row)
    journal.record(
        "business", business_id, "partner_removed", at=at, by=by, business_id=business_id, partner_id=partner_id
    )
    return row.partner


def _ensure_few(business_id: UUID) -> None:
    count = sa.select(sa.func.count()).where(Partner.business_id == business_id)
    if (session().scalar(count) or 0) > MOST_PARTNERS:
        raise Conflict("too_many_partners", _("Two hundred partners at most. Remove one first."))
