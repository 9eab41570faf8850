"""Doors of what was put aside: not for us, show it, bring it back; and what the desk learns from it."""

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching import labels, policy, service
from exchange.matching.core.facts import Side
from exchange.matching.forms import DismissalForm, other_sent
from exchange.matching.looking import looking
from exchange.matching.models import Reason
from exchange.matching.panels import part
from exchange.matching.queries import dismissals
from exchange.matching.service import Aside
from exchange.matching.views.common import mine, page_of, seen
from exchange.web.answers import go, wants_part
from exchange.web.audiences import Audience, open_to
from exchange.web.forms import filled
from exchange.web.once import once
from exchange.web.visitor import acting_business_id, acting_person_id

bp = Blueprint("dismissals", __name__)
desk = Blueprint("desk_dismissals", __name__)


@bp.get("/offers/<uuid:listing_id>/dismissals", endpoint="of_offer", defaults={"side": Side.OFFER})
@bp.get("/needs/<uuid:listing_id>/dismissals", endpoint="of_need", defaults={"side": Side.NEED})
@open_to(Audience.CONFIRMED)
def show(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """What this side put aside, and the way back; for its business and for staff."""
    listing = seen(side, listing_id)
    return render_template(
        "matching/dismissed.html",
        listing=listing,
        page=dismissals.of_listing(listing, request.args.get("after")),
        is_first=not request.args.get("after"),
        is_mine=policy.may_dismiss(listing, looking()["business_id"]),
        labels=labels,
        back=page_of(listing),
    )


@bp.post("/offers/<uuid:listing_id>/dismissals", endpoint="dismiss_of_offer", defaults={"side": Side.OFFER})
@bp.post("/needs/<uuid:listing_id>/dismissals", endpoint="dismiss_of_need", defaults={"side": Side.NEED})
@open_to(Audience.MEMBERS)
@once
def dismiss(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """Not for us: gone from this side's list. The other side is not told."""
    listing, other_id, form = mine(side, listing_id), other_sent(), filled(DismissalForm)
    if not form.validate():
        if wants_part():
            raise Unprocessable("bad_reason", str(next(iter(form.errors.values()))[0]))
        context = {"listing": listing, "other_id": other_id, "form": form, "back": page_of(listing)}
        return render_template("matching/dismiss.html", **context), 422
    with unit_of_work():
        service.dismiss(
            _aside(side, listing_id, other_id), Reason(form.reason.data), form.words.data or "",
            by=acting_person_id(), business_id=acting_business_id(), at=clock.now(),
        )  # fmt: skip
    if wants_part():
        return str(part(listing, with_observed=False))
    flash(_("Put aside. You find it again below the list."), "good")
    return go(page_of(listing))


@bp.post(
    "/offers/<uuid:listing_id>/dismissals/<uuid:other_id>/reversal",
    endpoint="bring_back_of_offer",
    defaults={"side": Side.OFFER},
)
@bp.post(
    "/needs/<uuid:listing_id>/dismissals/<uuid:other_id>/reversal",
    endpoint="bring_back_of_need",
    defaults={"side": Side.NEED},
)
@open_to(Audience.MEMBERS)
@once
def bring_back(listing_id: UUID, other_id: UUID, side: Side) -> ResponseReturnValue:
    """Show it again."""
    listing = mine(side, listing_id)
    with unit_of_work():
        service.bring_back(
            _aside(side, listing_id, other_id), by=acting_person_id(), business_id=acting_business_id(),
            at=clock.now(),
        )  # fmt: skip
    flash(_("It is back in the list, as long as the two fit."), "good")
    return go(page_of(listing))


@desk.get("/desk/dismissals")
@open_to(Audience.FACILITATORS)
def show_all() -> ResponseReturnValue:
    """Why matches do not become deals: counts by reason, and the newest."""
    after = request.args.get("after")
    return render_template(
        "matching/dismissals.html",
        counts=dismissals.counts(),
        page=dismissals.newest(after),
        is_first=not after,
        labels=labels,
    )


def _aside(side: Side, own_id: UUID, other_id: UUID) -> Aside:
    return Aside(side, *((own_id, other_id) if side is Side.OFFER else (other_id, own_id)))
