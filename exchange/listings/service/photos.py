"""Up to ten photos per lot: files first, then the row, so that no row ever names a missing file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts import quota
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import policy, queries
from exchange.listings.likeness import likeness_of
from exchange.listings.models import MOST_PHOTOS, Offer, Photo
from exchange.listings.pictures import Picture
from exchange.listings.service.changes import locked_own
from exchange.listings.vetting import vet


def add_photo(
    offer_id: UUID, picture: Picture, *, description: str = "", by: UUID, business_id: UUID, at: datetime
) -> Photo:
    """Show a lot from one more side, behind the photos that it has.

    Raises NotFound or Forbidden for others' lots, Conflict for a withdrawn one, an eleventh photo or a full quota.
    """
    photos, size = _photos(offer_id, business_id, more_bytes=_size(picture)), _size(picture)
    if len(photos) >= MOST_PHOTOS:
        raise Conflict("too_many_photos", _("A lot has at most %(most)s photos. Remove one first.", most=MOST_PHOTOS))
    photo = Photo(
        id=new_id(), offer_id=offer_id, position=len(photos), width=picture.width, height=picture.height, bytes=size,
        description=description, likeness=likeness_of(picture), added_at=at,
    )  # fmt: skip
    for name, content in picture.files.items():
        files.put(f"photos/{photo.id}-{name}", content)
    session().add(photo)
    session().flush()
    journal.record("offer", offer_id, "photographed", at=at, by=by, business_id=business_id, photo_id=photo.id)
    vet(session().get_one(Offer, offer_id), at)
    return photo


def move_photo(offer_id: UUID, photo_id: UUID, place: int, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Put a photo at a place in the order, 0 for the cover; the others make room. Raises as ``add_photo``."""
    photos = _photos(offer_id, business_id)
    moved = _one_of(photos, photo_id)
    others = [photo for photo in photos if photo is not moved]
    place = max(0, min(place, len(others)))
    _number([*others[:place], moved, *others[place:]])
    journal.record("offer", offer_id, "photos_ordered", at=at, by=by, business_id=business_id, photo_id=photo_id)


def remove_photo(offer_id: UUID, photo_id: UUID, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Show a photo no more; the sweep takes its files. Raises as ``add_photo``."""
    photos = _photos(offer_id, business_id)
    gone = _one_of(photos, photo_id)
    session().delete(gone)
    _number([photo for photo in photos if photo is not gone])
    journal.record("offer", offer_id, "photo_removed", at=at, by=by, business_id=business_id, photo_id=photo_id)


def describe_photos(
    offer_id: UUID, words: Mapping[UUID, str], *, by: UUID, business_id: UUID, at: datetime
) -> None:  # fmt: skip
    """Say what photos show, by their ids; others keep their words. Raises as ``add_photo``."""
    photos = _photos(offer_id, business_id)
    changed = [photo for photo in photos if words.get(photo.id, photo.description) != photo.description]
    for photo in changed:
        photo.description = words[photo.id]
    if changed:
        session().flush()
        journal.record("offer", offer_id, "photos_described", at=at, by=by, business_id=business_id)


def describe_photo(
    offer_id: UUID, photo_id: UUID, words: str, *, by: UUID, business_id: UUID, at: datetime
) -> None:  # fmt: skip
    """Say what one photo shows. Raises as ``add_photo``; NotFound where the lot has it no more."""
    _one_of(_photos(offer_id, business_id), photo_id)
    describe_photos(offer_id, {photo_id: words}, by=by, business_id=business_id, at=at)


def file_names(photo_id: UUID, size: str, kind: str) -> list[str]:
    """Under which names a size lies in the store, best first: older photos have WebP in two sizes alone."""
    return [f"photos/{photo_id}-{name}" for name in dict.fromkeys([f"{size}.{kind}", f"{size}.webp", "large.webp"])]


def _photos(offer_id: UUID, business_id: UUID, *, more_bytes: int = 0) -> Sequence[Photo]:
    """The photos of an own lot that may change, behind its lock; the company's comes first."""
    if more_bytes:
        quota.make_room(business_id, more_bytes)
    offer = locked_own(Offer, offer_id, business_id)
    if not policy.may_edit(business_id, offer):
        raise Conflict("not_editable", _("A withdrawn listing cannot be changed. Post it anew."))
    return queries.photos_of(offer_id)


def _one_of(photos: Sequence[Photo], photo_id: UUID) -> Photo:
    found = next((photo for photo in photos if photo.id == photo_id), None)
    if found is None:
        raise NotFound
    return found


def _number(photos: Sequence[Photo]) -> None:
    for place, photo in enumerate(photos):
        photo.position = place
    session().flush()


def _size(picture: Picture) -> int:
    return sum(map(len, picture.files.values()))
