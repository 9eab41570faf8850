"""Which files of threads the store keeps, and that they count in their company's quota."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import quota
from exchange.deals.attachments import queries
from exchange.deals.attachments.drafts import file_name
from exchange.deals.attachments.models import Attachment, AttachmentKind
from exchange.kernel import files
from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session

_CHECKED = 2000
_FIRST = {AttachmentKind.PDF: ".pdf", AttachmentKind.PHOTO: "-large.webp"}


@quota.counts("attachments")
def used_bytes(business_id: UUID) -> int:
    """What a company has sent with messages."""
    return queries.used_bytes(business_id)


@files.named_by("attachments")
def attachments_named(names: Collection[str]) -> Collection[str]:
    """Those of some names that belong to a file of a thread."""
    ids = {name: UUID(name.partition("/")[2][:36]) for name in names}
    known = set(session().scalars(sa.select(Attachment.id).where(Attachment.id.in_(ids.values()))))
    return [name for name, id_ in ids.items() if id_ in known]


@invariant("every file of a thread is in the store")
def without_file() -> list[str]:
    """The newest rows whose file is not there."""
    newest = sa.select(Attachment.id, Attachment.kind).order_by(Attachment.id.desc()).limit(_CHECKED)
    rows = [(id_, file_name(id_, _FIRST[kind])) for id_, kind in session().execute(newest)]
    return [f"attachment {id_} has no file" for id_, name in rows if not files.exists(name)]
