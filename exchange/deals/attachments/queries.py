"""Reading what messages carry."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.attachments.models import Attachment
from exchange.deals.models import Message
from exchange.kernel.orm import session


def by_message(deal_id: UUID) -> Mapping[UUID, Attachment]:
    """The files of a thread, by the ids of their messages."""
    mine = sa.select(Attachment).join(Message, Message.id == Attachment.message_id).where(Message.deal_id == deal_id)
    return {one.message_id: one for one in session().scalars(mine)}


def of_deal(deal_id: UUID, attachment_id: UUID) -> Attachment | None:
    """One file of a thread; those of other deals are not there."""
    one = sa.select(Attachment).join(Message, Message.id == Attachment.message_id)
    return session().scalar(one.where(Message.deal_id == deal_id, Attachment.id == attachment_id))


def used_bytes(business_id: UUID) -> int:
    """What a company has sent with messages, together."""
    mine = sa.select(sa.func.coalesce(sa.func.sum(Attachment.bytes), 0)).where(Attachment.business_id == business_id)
    return int(session().scalar(mine) or 0)
