"""The desk: what waits for the people who run the exchange, oldest first."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.accounts import queries as accounts
from exchange.catalogue import queries as catalogue
from exchange.moderation import queries
from exchange.moderation.rules.shown import findings
from exchange.moderation.shown import shown
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_person_id

MOST_CASES = 7
"""What somebody decides in one sitting; the next ones follow as these are done."""

bp = Blueprint("desk", __name__)


@bp.get("/desk")
@open_to(Audience.STAFF)
def show() -> ResponseReturnValue:
    """Listings, companies and permits to check; facilitators read, moderators decide."""
    own = queries.business_ids_of(acting_person_id())
    listings = queries.listings_waiting(MOST_CASES)
    ids = [listing.id for listing in listings]
    photos, found = queries.photos_of(ids), findings(ids)
    return render_template(
        "moderation/desk.html",
        cases=[
            shown(
                listing,
                catalogue.current(),
                current_language(),
                own=own,
                photo=photos.get(listing.id),
                findings=found.get(listing.id, ()),
            )
            for listing in listings
        ],
        waiting_count=queries.waiting_count(),
        businesses=accounts.businesses_waiting(),
        permits=accounts.permits_waiting(),
        own=own,
    )
