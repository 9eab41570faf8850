"""The secret address of a calendar: made, replaced, taken back."""

from datetime import datetime
from uuid import UUID

from exchange.deals.recurring import queries
from exchange.deals.recurring.models import CalendarKey
from exchange.kernel.orm import session


def make_feed(person_id: UUID, business_id: UUID, *, at: datetime) -> CalendarKey:
    """A new address for a person and a company; the one before it opens nothing any more."""
    end_feed(person_id, business_id, at=at)
    key = CalendarKey(person_id=person_id, business_id=business_id, made_at=at)
    session().add(key)
    session().flush()
    return key


def end_feed(person_id: UUID, business_id: UUID, *, at: datetime) -> None:
    """Close the address, whether there is one or not."""
    key = queries.key_of(person_id, business_id)
    if key is not None:
        key.ended_at = at
        session().flush()
