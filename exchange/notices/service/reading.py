"""What has been seen is not new any more."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.notices.models import Notice


def mark_read(person_id: UUID, *, at: datetime) -> None:
    """The person has seen the list: nothing on it is new any more."""
    unread = sa.update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    session().execute(unread.values(read_at=at))
