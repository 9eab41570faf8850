"""Small gifts, taken with one press."""

from decimal import Decimal
from uuid import UUID

from flask import Blueprint, current_app, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import service
from exchange.deals.views.blueprint import back_to, not_too_often, party
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.answers import go
from exchange.web.audiences import Audience, open_to
from exchange.web.once import once

bp = Blueprint("claiming", __name__, url_prefix="/offers")
MOST_CLAIMS_AN_HOUR = 10


def most_kg() -> Decimal:
    """The heaviest lot that can be claimed at once, in kilograms: a setting."""
    return Decimal(current_app.config["CLAIM_MOST_KG"])


@bp.post("/<uuid:offer_id>/claim")
@open_to(Audience.MEMBERS)
@once
def claim(offer_id: UUID) -> ResponseReturnValue:
    """Take all that is left of it."""
    not_too_often("claim", MOST_CLAIMS_AN_HOUR)
    with unit_of_work():
        deal = service.claim(offer_id, most_kg=most_kg(), by=party(), at=clock.now())
    return back_to(deal.id, _("It is yours. Propose a time to fetch it."))


@bp.post("/<uuid:offer_id>/claims")
@open_to(Audience.MEMBERS)
@once
def allow(offer_id: UUID) -> ResponseReturnValue:
    """Say yes in advance."""
    with unit_of_work():
        service.allow_claims(offer_id, most_kg=most_kg(), by=party(), at=clock.now())
    return _back(offer_id, _("Whoever comes first can take the lot with one press."))


@bp.post("/<uuid:offer_id>/claims/end")
@open_to(Audience.MEMBERS)
@once
def end(offer_id: UUID) -> ResponseReturnValue:
    """Take the word back."""
    with unit_of_work():
        service.end_claims(offer_id, by=party(), at=clock.now())
    return _back(offer_id, _("The lot can be proposed for, and no longer be taken at once."))


def _back(offer_id: UUID, message: str) -> ResponseReturnValue:
    flash(message, "good")
    return go(url_for("offers.show", offer_id=offer_id))
