"""Who had a load on its way."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.models import CustodyStep
from exchange.kernel.orm import session


def custody(movement_id: UUID) -> Sequence[CustodyStep]:
    """The steps of a load, in order."""
    steps = sa.select(CustodyStep).where(CustodyStep.movement_id == movement_id)
    return session().scalars(steps.order_by(CustodyStep.number)).all()
