"""Reading who watches what."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.kernel.orm import session
from exchange.listings.models import LotWatch, Offer


def watched_by(person_id: UUID) -> Sequence[LotWatch]:
    """A person's watched lots with their holders, the latest first; a service bounds how many there are."""
    mine = sa.select(LotWatch).where(LotWatch.person_id == person_id)
    whole = mine.options(joinedload(LotWatch.offer).joinedload(Offer.business))
    return session().scalars(whole.order_by(LotWatch.since.desc(), LotWatch.offer_id)).all()


def is_watched(offer_id: UUID, *, by: UUID) -> bool:
    """Whether a person watches a lot."""
    return session().get(LotWatch, (by, offer_id)) is not None


def watchers(offer_id: UUID) -> int:
    """How many people watch a lot."""
    return session().scalar(sa.select(sa.func.count()).where(LotWatch.offer_id == offer_id)) or 0
