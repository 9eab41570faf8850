"""A word between the two sides."""

from datetime import datetime
from uuid import UUID

from exchange.deals.models import Message
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import locked, tell
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session


def write(deal_id: UUID, text: str, *, by: Party, at: datetime) -> Message:
    """Add a message to the thread and tell the other side; a deal that has ended can still be talked about."""
    deal = locked(deal_id, by)
    message = Message(
        id=new_id(), deal_id=deal.id, business_id=by.business_id, person_id=by.person_id, text=text, at=at
    )
    session().add(message)
    tell(deal, "deal_written", by, at=at, key=f"message:{message.id}")
    return message
