"""Photos that come with a posting form: kept when it comes back, handed to the lot when it goes through."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import NotFound
from exchange.listings import queries, service
from exchange.listings.forms import OfferForm
from exchange.listings.forms.asking import ListingForm
from exchange.listings.models import MOST_PHOTOS, KeptPhoto, Offer
from exchange.listings.service.photos import file_names
from exchange.web import stored
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.once import even_if_refused
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("kept_photos", __name__)
REQUEST_MB = 64


@bp.get("/drafts/photos/<uuid:photo_id>")
@open_to(Audience.MEMBERS)
@also_on_behalf
def show(photo_id: UUID) -> ResponseReturnValue:
    """A photo of a form that is not done, for the company that sent it."""
    if queries.kept_photo(photo_id, acting_business_id()) is None:
        raise NotFound
    return stored.picture(file_names(photo_id, "thumb", "webp")[0], "image/webp", is_public=False)


def kept_with(form: ListingForm, offer: Offer | None) -> Sequence[KeptPhoto]:
    """What waits with a form; needs have no photos."""
    form_id = _form_id(form, offer)
    return queries.kept_photos(form_id, acting_business_id()) if form_id else []


def too_many(form: ListingForm, offer: Offer | None = None) -> bool:
    """Whether the form brings more photos than a lot may have; says so beside the field.

    What was ticked to be removed is let go first.
    """
    form_id = _form_id(form, offer)
    if form_id is None or not isinstance(form, OfferForm):
        return False
    _let_go(form_id)
    there = len(queries.photos_of(offer.id)) if offer else 0
    count = there + len(kept_with(form, offer)) + len(form.photo.pictures)
    if count > MOST_PHOTOS:
        form.object_to("photo", _("A lot has at most %(most)s photos. Remove one first.", most=MOST_PHOTOS))
        form.photo.pictures = ()
    return count > MOST_PHOTOS


def hold(form: ListingForm, offer: Offer | None = None) -> None:
    """The form comes back: what was sent with it stays. Nothing where it brings too many or no photos."""
    form_id = _form_id(form, offer)
    if form_id is None or not isinstance(form, OfferForm) or not form.photo.pictures:
        return
    ids = sorted(new_id() for _picture in form.photo.pictures)
    even_if_refused(
        partial(
            service.hold_photos, form_id, dict(zip(ids, form.photo.pictures, strict=True)),
            description=form.photo_description.data or "", business_id=acting_business_id(), at=clock.now(),
        )
    )  # fmt: skip
    form.photo.pictures, form.photo_description.data = (), ""


def hand_over(form: OfferForm, offer: Offer, *, is_new: bool) -> None:
    """In the transaction of the posting: what was kept goes to the lot, then what came with this press."""
    hand: dict[str, Any] = {"by": acting_person_id(), "business_id": acting_business_id(), "at": clock.now()}
    form_id = _form_id(form, None if is_new else offer)
    if form_id is not None:
        service.adopt_photos(form_id, offer.id, **hand)
    for picture in form.photo.pictures:
        service.add_photo(offer.id, picture, description=form.photo_description.data or "", **hand)


def _let_go(form_id: UUID) -> None:
    ids = [_uuid(text) for text in request.form.getlist("drop_photo")[:MOST_PHOTOS]]
    known = [photo_id for photo_id in ids if photo_id is not None]
    if known:
        even_if_refused(partial(service.let_photos_go, form_id, known, business_id=acting_business_id()))


def _form_id(form: ListingForm, offer: Offer | None) -> UUID | None:
    if not isinstance(form, OfferForm):
        return None
    return offer.id if offer is not None else _uuid(str(form.draft_id.data or ""))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
