"""Doors of watched lots."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import policy
from exchange.listings.views.common import me
from exchange.listings.watching import queries, service
from exchange.listings.watching.policy import GONE
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_person_id

bp = Blueprint("watching", __name__)


@bp.get("/watched")
@open_to(Audience.CONFIRMED)
def index() -> ResponseReturnValue:
    """The lots that I keep an eye on, and how each stands."""
    watched = queries.watched_by(acting_person_id())
    return render_template("listings/watching/index.html", watched=watched, public=policy.PUBLIC, gone=GONE)


@bp.post("/offers/<uuid:offer_id>/watch")
@open_to(Audience.CONFIRMED)
@once
def watch(offer_id: UUID) -> ResponseReturnValue:
    """Keep an eye on a lot that others hold."""
    with unit_of_work():
        service.watch(offer_id, by=acting_person_id(), business_id=me(), at=clock.now())
    flash(_("Done. You are told as soon as more of it is free, or when it is gone."), "good")
    return go(url_for("offers.show", offer_id=offer_id))


@bp.post("/offers/<uuid:offer_id>/watch/removal")
@open_to(Audience.CONFIRMED)
@once
def unwatch(offer_id: UUID) -> ResponseReturnValue:
    """Hear no more of it."""
    with unit_of_work():
        service.unwatch(offer_id, by=acting_person_id())
    flash(_("You do not watch it any more."), "good")
    return go(url_for(".index"))
