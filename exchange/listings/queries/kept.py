"""Photos that wait with a form."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import KeptPhoto


def kept_photos(form_id: UUID, business_id: UUID) -> Sequence[KeptPhoto]:
    """What a company's form keeps, in the order in which it was sent."""
    mine = sa.select(KeptPhoto).where(KeptPhoto.form_id == form_id, KeptPhoto.business_id == business_id)
    return session().scalars(mine.order_by(KeptPhoto.id)).all()


def kept_photo(photo_id: UUID, business_id: UUID) -> KeptPhoto | None:
    """One of them, for the company that sent it."""
    mine = sa.select(KeptPhoto).where(KeptPhoto.id == photo_id, KeptPhoto.business_id == business_id)
    return session().scalar(mine)
