"""One page for everything that is begun and not sent: kept forms, rows of a file, and what a moderator sent back."""

from typing import NamedTuple

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from exchange.listings import completing, labels, queries
from exchange.listings.core.completeness import Completeness
from exchange.listings.models import Need, Offer
from exchange.listings.views import filling
from exchange.web.audiences import Audience, also_on_behalf, open_to
from exchange.web.visitor import acting_business_id

bp = Blueprint("unsent", __name__)


class Unsent(NamedTuple):
    """A listing that waits as a draft: where it is finished, and what is not told of it yet."""

    listing: Offer | Need
    edit_href: str
    missing: list[str]


@bp.get("/company/drafts")
@open_to(Audience.MEMBERS)
@also_on_behalf
def index() -> ResponseReturnValue:
    """Everything that waits for somebody of the company, each with its next step."""
    business_id = acting_business_id()
    return render_template(
        "listings/unsent/index.html", drafts=filling.unfinished(business_id), unsent=_unsent_lots() + _unsent_needs()
    )


def _unsent_lots() -> list[Unsent]:
    return [
        Unsent(lot, url_for("offers.edit", offer_id=lot.id), _missing(completing.of_lot(lot, photos=photos)))
        for lot, photos in queries.unsent_lots(acting_business_id())
    ]


def _unsent_needs() -> list[Unsent]:
    return [
        Unsent(need, url_for("needs.edit", need_id=need.id), _missing(completing.of_wish(need)))
        for need in queries.unsent_needs(acting_business_id())
    ]


def _missing(complete: Completeness) -> list[str]:
    """What nothing is told of."""
    return [str(labels.part(part.name)) for part in complete.parts if not part.points]
