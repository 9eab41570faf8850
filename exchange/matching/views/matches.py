"""Doors of matching for people: what fits my listing."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.refusals import NotFound
from exchange.matching import policy
from exchange.matching.core.facts import Side
from exchange.matching.looking import looking
from exchange.matching.panels import part
from exchange.matching.queries import matches
from exchange.web.answers import wants_part
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.visitor import visitor

bp = Blueprint("matching", __name__)


@bp.get("/offers/<uuid:listing_id>/matches", endpoint="of_offer", defaults={"side": Side.OFFER})
@bp.get("/needs/<uuid:listing_id>/matches", endpoint="of_need", defaults={"side": Side.NEED})
@open_to(Audience.CONFIRMED)
@also_on_behalf
def show(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """All that fits a listing, best first: for its business and for staff. As a part, what its page polls."""
    who = visitor()
    listing = matches.listed(side, listing_id)
    if listing is None or not policy.may_see_matches(listing, **looking()):
        raise NotFound
    drawn = part(listing, with_observed=who.may_facilitate, after=request.args.get("after"))
    return drawn if wants_part() else render_template("matching/show.html", listing=listing, drawn=drawn)
