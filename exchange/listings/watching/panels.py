"""What watching shows beside a lot."""

from flask import render_template

from exchange.listings import policy
from exchange.listings.models import Offer
from exchange.listings.views.common import me
from exchange.listings.watching import queries
from exchange.listings.watching.policy import may_watch
from exchange.web.panels import panel
from exchange.web.visitor import visitor


@panel("offer.aside", 20)
def beside_a_lot(offer: Offer) -> str:
    """For its holder how many watch it; for others one button while somebody else holds some of it."""
    person_id = visitor().person_id
    if person_id is None or not visitor().is_confirmed:
        return ""
    if policy.owns(me(), offer):
        count = queries.watchers(offer.id)
        return render_template("listings/watching/_watchers.html", count=count) if count else ""
    is_watched = queries.is_watched(offer.id, by=person_id)
    if not is_watched and not may_watch(me(), offer):
        return ""
    return render_template("listings/watching/_beside_lot.html", offer=offer, is_watched=is_watched)
