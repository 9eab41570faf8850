"""Drafts of a business: what its people have begun and not sent yet."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from exchange.kernel.orm import session
from exchange.listings.models import ListingDraft, ListingState, Need, Offer, Photo
from exchange.listings.search.criteria import Kind

MOST_SHOWN = 20
MOST_UNSENT = 100


def drafts_of(business_id: UUID) -> Sequence[ListingDraft]:
    """The open drafts of a business, last touched first, at most 20."""
    mine = sa.select(ListingDraft).where(ListingDraft.business_id == business_id, ListingDraft.ended_at.is_(None))
    return session().scalars(mine.order_by(ListingDraft.changed_at.desc(), ListingDraft.id).limit(MOST_SHOWN)).all()


def draft(draft_id: UUID, business_id: UUID, kind: Kind) -> ListingDraft | None:
    """An open draft of the business and of a kind, or None."""
    mine = sa.select(ListingDraft).where(ListingDraft.id == draft_id, ListingDraft.business_id == business_id)
    return session().scalar(mine.where(ListingDraft.kind == kind, ListingDraft.ended_at.is_(None)))


def unsent_lots(business_id: UUID) -> list[tuple[Offer, int]]:
    """Lots that wait as drafts, from a file or sent back, with how many photos each has; newest first, at most 100."""
    photos = sa.select(sa.func.count()).where(Photo.offer_id == Offer.id).scalar_subquery()
    mine = sa.select(Offer, photos).where(Offer.business_id == business_id, Offer.state == ListingState.DRAFT)
    newest = mine.order_by(Offer.created_at.desc(), Offer.id).limit(MOST_UNSENT)
    return [(offer, count) for offer, count in session().execute(newest)]


def unsent_needs(business_id: UUID) -> Sequence[Need]:
    """Needs that were sent back, newest first, at most 100."""
    mine = sa.select(Need).where(Need.business_id == business_id, Need.state == ListingState.DRAFT)
    newest = mine.order_by(Need.created_at.desc(), Need.id).limit(MOST_UNSENT)
    return session().scalars(newest.options(selectinload(Need.accepts))).all()
