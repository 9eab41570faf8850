"""Drafts of a business: what its people have begun and not sent yet."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import ListingDraft
from exchange.listings.search.criteria import Kind

MOST_SHOWN = 20


def drafts_of(business_id: UUID) -> Sequence[ListingDraft]:
    """The open drafts of a business, last touched first, at most 20."""
    mine = sa.select(ListingDraft).where(ListingDraft.business_id == business_id, ListingDraft.ended_at.is_(None))
    return session().scalars(mine.order_by(ListingDraft.changed_at.desc(), ListingDraft.id).limit(MOST_SHOWN)).all()


def draft(draft_id: UUID, business_id: UUID, kind: Kind) -> ListingDraft | None:
    """An open draft of the business and of a kind, or None."""
    mine = sa.select(ListingDraft).where(ListingDraft.id == draft_id, ListingDraft.business_id == business_id)
    return session().scalar(mine.where(ListingDraft.kind == kind, ListingDraft.ended_at.is_(None)))
