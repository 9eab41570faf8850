"""Laying a file beside a message, and taking it away again."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import quota
from exchange.deals.attachments.drafts import AttachmentDraft, file_name
from exchange.deals.attachments.models import Attachment
from exchange.deals.models import Message
from exchange.deals.service import write
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import locked
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound


def send(deal_id: UUID, text: str, draft: AttachmentDraft, *, by: Party, at: datetime) -> Message:
    """Write a message that carries a file; without words it bears the file's name.

    The file lies there before its row: no row names a missing one. The company is locked before the deal, as
    everywhere. Raises NotFound for strangers, Conflict where the company's quota is full.
    """
    quota.make_room(by.business_id, draft.size_bytes)
    message = write(deal_id, text or draft.title, by=by, at=at)
    attachment = Attachment(
        id=new_id(), message_id=message.id, business_id=by.business_id, kind=draft.kind, title=draft.title,
        bytes=draft.size_bytes, at=at,
    )  # fmt: skip
    for ending, content in draft.files.items():
        files.put(file_name(attachment.id, ending), content)
    session().flush()
    session().add(attachment)
    session().flush()
    journal.record(
        "deal", deal_id, "file_sent", at=at, by=by.person_id, business_id=by.business_id, attachment_id=attachment.id
    )
    return message


def remove(deal_id: UUID, attachment_id: UUID, *, by: Party, at: datetime) -> None:
    """Hand out a file no more that one's own company sent; the message stays, the sweep takes the file.

    Raises NotFound for what is not there, not theirs or gone already.
    """
    locked(deal_id, by)
    of_deal = sa.select(Message.id).where(Message.deal_id == deal_id)
    gone = sa.delete(Attachment).where(
        Attachment.id == attachment_id, Attachment.business_id == by.business_id, Attachment.message_id.in_(of_deal)
    )
    if session().scalar(gone.returning(Attachment.id)) is None:
        raise NotFound
    journal.record(
        "deal", deal_id, "file_removed", at=at, by=by.person_id, business_id=by.business_id, attachment_id=attachment_id
    )
