"""The page on which a side rates a finished deal."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.deals import shown
from exchange.deals.models import Deal
from exchange.deals.ratings import service
from exchange.deals.ratings.forms import RatingForm
from exchange.deals.ratings.panels import standing
from exchange.deals.ratings.settings import rating_window
from exchange.deals.views.blueprint import back_to, party
from exchange.deals.views.page import seen
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id

bp = Blueprint("ratings", __name__, url_prefix="/deals")


@bp.get("/<uuid:deal_id>/rating")
@open_to(Audience.MEMBERS)
def new(deal_id: UUID) -> ResponseReturnValue:
    """Three questions and a word."""
    return _page(seen(deal_id), RatingForm())


@bp.post("/<uuid:deal_id>/rating")
@open_to(Audience.MEMBERS)
@once
def rate(deal_id: UUID) -> ResponseReturnValue:
    """Say it."""
    form = filled(RatingForm)
    if not form.validate():
        return _page(seen(deal_id), form), 422
    with unit_of_work():
        service.rate(deal_id, form.draft(), by=party(), at=clock.now(), window=rating_window())
    return back_to(deal_id, _("Thank you. It can be read once both sides have rated, or the time is over."))


def _page(deal: Deal, form: RatingForm) -> str:
    """Raises Conflict where there is nothing to say, or not any more."""
    me = acting_business_id()
    now = standing(deal, me)
    if not now.may_rate:
        raise Conflict("not_rateable", _("A deal can be rated after its last load was confirmed, for a while."))
    other = shown.name_of(shown.counterpart(me, deal), me, deal)
    return render_template("deals/ratings/new.html", deal=deal, form=form, standing=now, other_name=other)
