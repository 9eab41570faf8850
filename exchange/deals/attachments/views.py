"""Files of a thread, for its two sides alone."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals.attachments import queries, service
from exchange.deals.attachments.drafts import file_name
from exchange.deals.attachments.models import Attachment, AttachmentKind
from exchange.deals.views.blueprint import back_to, party
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web import stored
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once

bp = Blueprint("attachments", __name__, url_prefix="/deals/<uuid:deal_id>/attachments/<uuid:attachment_id>")


@bp.get("")
@open_to(Audience.MEMBERS)
def save(deal_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """A PDF to be saved, a picture to be looked at."""
    found = _found(deal_id, attachment_id)
    if found.kind is AttachmentKind.PHOTO:
        return stored.picture(file_name(found.id, "-large.webp"), "image/webp", is_public=False)
    return stored.attachment(file_name(found.id, ".pdf"), "application/pdf", f"{found.title}.pdf")


@bp.get("/thumb")
@open_to(Audience.MEMBERS)
def thumb(deal_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """A picture, small."""
    found = _found(deal_id, attachment_id)
    if found.kind is not AttachmentKind.PHOTO:
        raise NotFound
    return stored.picture(file_name(found.id, "-thumb.webp"), "image/webp", is_public=False)


@bp.post("/removal")
@open_to(Audience.MEMBERS)
@once
def remove(deal_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Take back a file that one's own company sent."""
    with unit_of_work():
        service.remove(deal_id, attachment_id, by=party(), at=clock.now())
    return back_to(deal_id, _("The file is gone. The message stays."))


def _found(deal_id: UUID, attachment_id: UUID) -> Attachment:
    """Raises NotFound for foreign, missing and removed ones alike."""
    found = queries.of_deal(seen(deal_id).id, attachment_id)
    if found is None:
        raise NotFound
    return found
