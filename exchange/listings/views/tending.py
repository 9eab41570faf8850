"""What an owner does with a listing that stands: extend, renew, hand over. Offers and needs are equals here."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.forms.renewal import RenewalForm
from exchange.listings.models import ListingState, Need, Offer
from exchange.web.answers import go
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("tending", __name__, url_prefix="/<any(offers, needs):kinds>/<uuid:listing_id>")

Verb = Callable[..., Offer | Need]
EXTEND: Mapping[str, Verb] = {"offers": service.extend_offer, "needs": service.extend_need}
RENEW: Mapping[str, Verb] = {"offers": service.renew_offer, "needs": service.renew_need}
REASSIGN: Mapping[str, Verb] = {"offers": service.reassign_offer, "needs": service.reassign_need}


@bp.post("/extension")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def extend(kinds: str, listing_id: UUID) -> ResponseReturnValue:
    """Thirty more days, in one press."""
    _done(EXTEND[kinds], listing_id)
    flash(_("Thirty more days."), "good")
    return go(address(kinds, listing_id))


@bp.post("/renewal")
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def renew(kinds: str, listing_id: UUID) -> ResponseReturnValue:
    """Put it up again, until the day that was given."""
    form = filled(RenewalForm)
    if not form.validate():
        raise Unprocessable("until", str(form.until.errors[0]))
    listing = _done(RENEW[kinds], listing_id, until=form.until.data)
    in_review = listing.state is ListingState.IN_REVIEW
    flash(_("Thank you. A moderator looks at it before it is published.") if in_review else _("Shown again."), "good")
    return go(address(kinds, listing_id))


@bp.post("/reassignment")
@open_to(Audience.MEMBERS)
@once
def reassign(kinds: str, listing_id: UUID) -> ResponseReturnValue:
    """A colleague looks after it from now on."""
    try:
        colleague = UUID(request.form.get("colleague", ""))
    except ValueError:
        raise Unprocessable("colleague", _("Choose somebody of your company.")) from None
    _done(REASSIGN[kinds], listing_id, to=colleague)
    flash(_("Handed over. Your colleague is told."), "good")
    return go(address(kinds, listing_id))


def address(kinds: str, listing_id: UUID) -> str:
    """The page of a lot or a need."""
    if kinds == "offers":
        return url_for("offers.show", offer_id=listing_id)
    return url_for("needs.show", need_id=listing_id)


def _done(verb: Verb, listing_id: UUID, **told: Any) -> Offer | Need:
    with unit_of_work():
        return verb(listing_id, **told, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
