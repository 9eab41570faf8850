"""Photos of forms that are not done yet: held, let go, handed to the lot that comes of the form."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import quota
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings import queries
from exchange.listings.likeness import likeness_of
from exchange.listings.models import MOST_PHOTOS, KeptPhoto, ListingDraft, Offer, Photo
from exchange.listings.pictures import Picture
from exchange.listings.service.changes import locked_own
from exchange.listings.vetting import vet

PHOTOS_KEPT_FOR = timedelta(days=7)
"""Of a form that came back and that nobody kept as a draft."""
DRAFTS_KEPT_FOR = timedelta(days=365)
"""After the last change; of ended ones only their mark is left by then."""


def hold_photos(
    form_id: UUID, pictures: Mapping[UUID, Picture], *, description: str = "", business_id: UUID, at: datetime
) -> None:
    """Keep pictures, by the ids that they get, with a form until it is sent for good.

    Raises Conflict beyond ten or a full quota.
    """
    quota.make_room(business_id, sum(map(_size, pictures.values())))
    if len(queries.kept_photos(form_id, business_id)) + len(pictures) > MOST_PHOTOS:
        raise Conflict("too_many_photos", _("A lot has at most %(most)s photos. Remove one first.", most=MOST_PHOTOS))
    for photo_id, picture in pictures.items():
        photo = KeptPhoto(
            id=photo_id, form_id=form_id, business_id=business_id, width=picture.width, height=picture.height,
            description=description, bytes=_size(picture), likeness=likeness_of(picture), added_at=at,
        )  # fmt: skip
        for name, content in picture.files.items():
            files.put(f"photos/{photo.id}-{name}", content)
        session().add(photo)
        session().flush()


def let_photos_go(form_id: UUID, photo_ids: Collection[UUID] | None = None, *, business_id: UUID) -> None:
    """Keep these no more, or none of the form's; the sweep takes their files."""
    mine = sa.delete(KeptPhoto).where(KeptPhoto.form_id == form_id, KeptPhoto.business_id == business_id)
    session().execute(mine if photo_ids is None else mine.where(KeptPhoto.id.in_(photo_ids)))


def adopt_photos(form_id: UUID, offer_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """What a form kept is shown with its lot from now on, behind the photos that it has. Raises as ``add_photo``."""
    kept = queries.kept_photos(form_id, business_id)
    if not kept:
        return
    offer = locked_own(Offer, offer_id, business_id)
    begin = len(queries.photos_of(offer_id))
    if begin + len(kept) > MOST_PHOTOS:
        raise Conflict("too_many_photos", _("A lot has at most %(most)s photos. Remove one first.", most=MOST_PHOTOS))
    for position, one in enumerate(kept, begin):
        names = ("id", "width", "height", "description", "bytes", "likeness", "added_at")
        photo = Photo(offer_id=offer_id, position=position, **{name: getattr(one, name) for name in names})
        session().delete(one)
        session().add(photo)
        journal.record("offer", offer_id, "photographed", at=at, by=by, business_id=business_id, photo_id=photo.id)
    vet(offer, at)


def forget_drafts(*, at: datetime) -> int:
    """Drafts that nobody touched for twelve months, and photos of forms that nobody kept. Returns how many drafts."""
    old = sa.delete(ListingDraft).where(ListingDraft.changed_at < at - DRAFTS_KEPT_FOR).returning(ListingDraft.id)
    gone = session().scalars(old).all()
    is_kept = sa.exists().where(ListingDraft.id == KeptPhoto.form_id, ListingDraft.ended_at.is_(None))
    session().execute(sa.delete(KeptPhoto).where(KeptPhoto.added_at < at - PHOTOS_KEPT_FOR, ~is_kept))
    return len(gone)


def _size(picture: Picture) -> int:
    return sum(map(len, picture.files.values()))
