"""Reading what somebody was told."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.notices.models import Notice


def latest(person_id: UUID, *, most: int = 50) -> Sequence[Notice]:
    """The newest notices first."""
    mine = sa.select(Notice).where(Notice.person_id == person_id).order_by(Notice.at.desc(), Notice.id.desc())
    return session().scalars(mine.limit(most)).all()


def unread_count(person_id: UUID) -> int:
    """How many are new."""
    unread = sa.select(sa.func.count()).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    return session().scalar(unread) or 0
