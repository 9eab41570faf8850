"""One photo per lot: files first, then the row, so that no row ever names a missing file."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings import policy
from exchange.listings.models import Offer, Photo
from exchange.listings.pictures import Picture
from exchange.listings.service.changes import locked_own


def add_photo(
    offer_id: UUID, picture: Picture, *, description: str = "", by: UUID, business_id: UUID, at: datetime
) -> Photo:
    """Show a lot; a photo that it had gives way under a new id, because files of one id never change.

    Raises NotFound or Forbidden for others' lots, Conflict for a withdrawn one.
    """
    offer = locked_own(Offer, offer_id, business_id)
    if not policy.may_edit(business_id, offer):
        raise Conflict("not_editable", _("A withdrawn listing cannot be changed. Post it anew."))
    photo = Photo(
        id=new_id(), offer_id=offer_id, width=picture.width, height=picture.height, description=description, added_at=at
    )
    files.put(file_name(photo.id, "large"), picture.large)
    files.put(file_name(photo.id, "thumb"), picture.thumb)
    session().execute(sa.delete(Photo).where(Photo.offer_id == offer_id))
    session().add(photo)
    session().flush()
    journal.record("offer", offer_id, "photographed", at=at, by=by, business_id=business_id, photo_id=photo.id)
    return photo


def file_name(photo_id: UUID, size: str) -> str:
    """Under which name a size («large», «thumb») lies in the store."""
    return f"photos/{photo_id}-{size}.webp"
