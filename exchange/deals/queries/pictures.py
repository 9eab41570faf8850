"""Pictures of loads."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.models import LoadPhoto
from exchange.kernel.orm import session


def pictures(movement_id: UUID) -> Sequence[LoadPhoto]:
    """The pictures of a load, oldest first: of its ticket, and of what claims are about."""
    mine = sa.select(LoadPhoto).where(LoadPhoto.movement_id == movement_id).order_by(LoadPhoto.at, LoadPhoto.id)
    return session().scalars(mine).all()
