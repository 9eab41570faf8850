"""Photos: added, ordered, described and removed by the holder, shown to whoever may see the lot."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.kernel.words import BadText, cleaned
from exchange.listings import labels, policy, queries, service
from exchange.listings.forms import PaperForm, PhotoForm
from exchange.listings.models import MOST_PHOTOS, Offer
from exchange.listings.service.photos import file_names
from exchange.listings.views.common import may_see, own
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.bodies import takes_up_to
from exchange.web.forms import LINE_CHARS, filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("photos", __name__)
_REQUEST_MB = 64
_MIMETYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@bp.get("/offers/<uuid:offer_id>/photos")
@open_to(Audience.MEMBERS)
@also_on_behalf
def manage(offer_id: UUID) -> ResponseReturnValue:
    """All photos and documents of a lot, and what can be done with them."""
    return files_page(own(queries.offer(offer_id)), PhotoForm(), PaperForm())


@bp.post("/offers/<uuid:offer_id>/photo")
@takes_up_to(_REQUEST_MB)
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def add(offer_id: UUID) -> ResponseReturnValue:
    """Show the lot from one or several more sides: all that were sent, or none."""
    offer, form = own(queries.offer(offer_id)), filled(PhotoForm)
    if not form.validate():
        return files_page(offer, form, PaperForm()), 422
    pictures = form.pictures()
    with unit_of_work():
        for picture in pictures:
            service.add_photo(
                offer_id, picture, description=form.photo_description.data or "", by=acting_person_id(),
                business_id=acting_business_id(), at=clock.now(),
            )  # fmt: skip
    flash(ngettext("The photo is there.", "%(num)s photos are there.", len(pictures)), "good")
    return go(url_for(".manage", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/photos/<uuid:photo_id>/place")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def move(offer_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Put a photo elsewhere in the order; the first is the cover."""
    return changed(offer_id, partial(service.move_photo, offer_id, photo_id, _place()))


@bp.post("/offers/<uuid:offer_id>/photos/<uuid:photo_id>/removal")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def remove(offer_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Show it no more."""
    return changed(offer_id, partial(service.remove_photo, offer_id, photo_id))


@bp.post("/offers/<uuid:offer_id>/photos/<uuid:photo_id>/words")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def describe(offer_id: UUID, photo_id: UUID) -> ResponseReturnValue:
    """Say what a photo shows."""
    return changed(offer_id, partial(service.describe_photo, offer_id, photo_id, _words()))


@bp.get("/photos/<uuid:photo_id>/<any(large, medium, thumb):size>")
@bp.get("/photos/<uuid:photo_id>/<any(large, medium, thumb):size>.<any(avif, webp, jpg):kind>")
@open_to(Audience.ANYONE)
def show(photo_id: UUID, size: str, kind: str = "webp") -> ResponseReturnValue:
    """The picture in a size and a kind. Its id never shows another picture, so a public one may be kept for ever."""
    found = queries.photo(photo_id)
    if found is None or not may_see(found[1]):
        raise NotFound
    return _first_there(file_names(photo_id, size, kind), is_public=found[1].state in policy.PUBLIC)


def files_page(offer: Offer, photo_form: PhotoForm, paper_form: PaperForm) -> str:
    """The page of photos and documents with either form as it was sent."""
    return render_template(
        "listings/files/show.html", offer=offer, photos=queries.photos_of(offer.id), papers=queries.papers_of(offer.id),
        photo_form=photo_form, paper_form=paper_form, most=MOST_PHOTOS, labels=labels,
    )  # fmt: skip


def changed(offer_id: UUID, verb: Callable[..., object]) -> ResponseReturnValue:
    """Do something to the photos or documents of one's own lot, and go back to them."""
    own(queries.offer(offer_id))
    with unit_of_work():
        verb(by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    return go(url_for("photos.manage", offer_id=offer_id))


def _first_there(names: list[str], *, is_public: bool) -> Response:
    for name in names:
        try:
            return stored.picture(name, _MIMETYPES[name.rpartition(".")[2]], is_public=is_public)
        except NotFound:
            continue
    raise NotFound


def _place() -> int:
    text = request.form.get("place", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise BadRequest
    return int(text)


def _words() -> str:
    try:
        return " ".join(cleaned(request.form.get("photo_description", "")).split())[:LINE_CHARS]
    except BadText:
        raise BadRequest from None
