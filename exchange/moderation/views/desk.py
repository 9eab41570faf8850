"""The desk: what waits for the people who run the exchange, oldest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from exchange.accounts import queries as accounts
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.shown import cases_seen
from exchange.accounts.registers.shown import register_seen
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.moderation import queries, queues
from exchange.moderation.labels import queue_label
from exchange.moderation.rules.shown import findings
from exchange.moderation.shown import shown
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_person_id, visitor

MOST_CASES = 7
"""What somebody decides in one sitting; the next ones follow as these are done."""

TIMES_OF = timedelta(days=30)

bp = Blueprint("desk", __name__)


@dataclass(frozen=True, slots=True)
class ShownQueue:
    """A line of the desk's first table."""

    label: str
    href: str
    waiting: queues.Waiting | None
    times: queues.ServiceTimes | None


@bp.get("/desk")
@open_to(Audience.STAFF)
def show() -> ResponseReturnValue:
    """Listings, companies and permits to check; facilitators read, moderators decide."""
    own, at = queries.business_ids_of(acting_person_id()), clock.now()
    listings = queries.listings_waiting(MOST_CASES, queries.Reader(acting_person_id(), at))
    businesses, permits = accounts.businesses_waiting(MOST_CASES), accounts.permits_waiting(MOST_CASES)
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
        queues=_queues(at),
        businesses=businesses,
        permits=permits,
        seen={
            **cases_seen(CaseKind.BUSINESS, [one.id for one in businesses]),
            **cases_seen(CaseKind.PERMIT, [one.id for one in permits]),
        },
        register=register_seen(businesses),
        own=own,
    )


def _queues(at: datetime) -> list[ShownQueue]:
    """Those that the visitor decides; facilitators read the three that are theirs to see."""
    who = visitor()
    mine = queues.OPEN_TO_STAFF + (queues.OF_MODERATORS if who.may_moderate else ())
    mine += queues.OF_ADMINISTRATORS if who.may_administer else ()
    waiting, times = queues.waiting(mine, at=at), queues.service_times(mine, since=at - TIMES_OF)
    return [
        ShownQueue(
            queue_label(queue.name), _page_of(queue.name) if who.may_moderate else f"#{queue.name}",
            waiting.get(queue.name), times.get(queue.name),
        )
        for queue in mine
    ]  # fmt: skip


def _page_of(name: str) -> str:
    pages = {
        "listings": "queue.show", "businesses": "check_queues.businesses", "permits": "check_queues.permits",
        "notices": "desk_reports.index", "measures": "desk_measures.index",
    }  # fmt: skip
    return url_for(pages[name]) if name in pages else f"#{name}"
