"""Doors of near misses: what almost fits, and one press that makes it fit."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching import changing, policy, service
from exchange.matching.core.facts import Side
from exchange.matching.forms import pressed
from exchange.matching.looking import looking
from exchange.matching.near_shown import near_block
from exchange.matching.queries.misses import near_misses
from exchange.matching.views.common import mine, page_of, seen
from exchange.web.answers import go, page_or_part
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id, visitor

bp = Blueprint("near_misses", __name__)


@bp.get("/offers/<uuid:listing_id>/near-misses", endpoint="of_offer", defaults={"side": Side.OFFER})
@bp.get("/needs/<uuid:listing_id>/near-misses", endpoint="of_need", defaults={"side": Side.NEED})
@open_to(Audience.CONFIRMED)
@also_on_behalf
def show(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """What one soft rule keeps from fitting, the smallest change first; for its business and for staff."""
    listing = seen(side, listing_id)
    found = near_misses(listing, day=clock.today(), with_observed=visitor().may_facilitate)
    return page_or_part(
        "matching/near_misses.html",
        "matching/_near_misses.html",
        listing=listing,
        blocks=[near_block(one, side) for one in found],
        is_mine=policy.may_dismiss(listing, looking()["business_id"]),
        back=page_of(listing),
    )


@bp.post("/offers/<uuid:listing_id>/adjustments", endpoint="adjust_offer", defaults={"side": Side.OFFER})
@bp.post("/needs/<uuid:listing_id>/adjustments", endpoint="adjust_need", defaults={"side": Side.NEED})
@open_to(Audience.MEMBERS)
@also_on_behalf
@once
def adjust(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """Move one's own listing by what the button said; a change that is another one by now is refused with it."""
    listing, press = mine(side, listing_id), pressed(side, listing_id)
    with unit_of_work():
        change = service.adjust(press, by=acting_person_id(), business_id=acting_business_id(), at=clock.now())
    flash(_("Changed: %(change)s. Matches follow by themselves.", change=changing.button(change)), "good")
    return go(page_of(listing))
