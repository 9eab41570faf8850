"""Everything that the page of one listing shows, loaded."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer, Paper, Photo


def offer(offer_id: UUID) -> Offer | None:
    """A lot with its site and its holder."""
    one = sa.select(Offer).where(Offer.id == offer_id).options(joinedload(Offer.site), joinedload(Offer.business))
    return session().scalar(one)


def need(need_id: UUID) -> Need | None:
    """A need with its site, its holder and the nodes it accepts."""
    one = sa.select(Need).where(Need.id == need_id)
    return session().scalar(
        one.options(joinedload(Need.site), joinedload(Need.business), selectinload(Need.accepts))
    )  # fmt: skip


def photos_of(offer_id: UUID) -> Sequence[Photo]:
    """The photos of a lot in their order, the cover first."""
    return session().scalars(sa.select(Photo).where(Photo.offer_id == offer_id).order_by(Photo.position)).all()


def papers_of(offer_id: UUID) -> Sequence[Paper]:
    """The documents of a lot, oldest first."""
    return session().scalars(sa.select(Paper).where(Paper.offer_id == offer_id).order_by(Paper.id)).all()


def paper(paper_id: UUID) -> tuple[Paper, Offer] | None:
    """A document with its lot and the lot's holder."""
    pair = sa.select(Paper, Offer).join(Offer, Offer.id == Paper.offer_id).where(Paper.id == paper_id)
    row = session().execute(pair.options(joinedload(Offer.business))).one_or_none()
    return (row[0], row[1]) if row else None


def photo(photo_id: UUID) -> tuple[Photo, Offer] | None:
    """A photo with its lot and the lot's holder: who may see the one may see the other."""
    pair = sa.select(Photo, Offer).join(Offer, Offer.id == Photo.offer_id).where(Photo.id == photo_id)
    row = session().execute(pair.options(joinedload(Offer.business))).one_or_none()
    return (row[0], row[1]) if row else None
