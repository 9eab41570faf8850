"""Photos: added by the holder, shown to whoever may see the lot."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import policy, queries, service
from exchange.listings.forms import PhotoForm
from exchange.listings.service.photos import file_name
from exchange.listings.views.common import may_see, own
from exchange.web import stored
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("photos", __name__)


@bp.post("/offers/<uuid:offer_id>/photo")
@open_to(Audience.MEMBERS)
@once
def add(offer_id: UUID) -> ResponseReturnValue:
    """Show the lot; a new photo takes the old one's place."""
    offer, form = own(queries.offer(offer_id)), filled(PhotoForm)
    if not form.validate() or form.photo.picture is None:
        return render_template("listings/offers/photo.html", form=form, offer=offer), 422
    with unit_of_work():
        service.add_photo(
            offer_id, form.photo.picture, description=form.photo_description.data or "", by=acting_person_id(),
            business_id=acting_business_id(), at=clock.now(),
        )  # fmt: skip
    flash(_("The photo is there."), "good")
    return go(url_for("offers.show", offer_id=offer_id))


@bp.get("/photos/<uuid:photo_id>/<any(large, thumb):size>")
@open_to(Audience.ANYONE)
def show(photo_id: UUID, size: str) -> ResponseReturnValue:
    """The picture in one of its sizes. Its id never shows another picture, so a public one may be kept for ever."""
    found = queries.photo(photo_id)
    if found is None or not may_see(found[1]):
        raise NotFound
    return stored.picture(
        file_name(photo_id, size), "image/webp", is_public=found[1].state in policy.PUBLIC
    )  # fmt: skip
