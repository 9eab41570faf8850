"""The ticket of the weighbridge, as a picture that only the two sides see."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import quota
from exchange.deals import policy
from exchange.deals.keeping import SIZES, file_name
from exchange.deals.models import MOST_TICKETS, LoadPhoto
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of_any
from exchange.deals.service.steps import locked, moved_on, tell
from exchange.journal import service as journal
from exchange.kernel import files
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings.pictures import Picture


def show_ticket(deal_id: UUID, load_number: int, picture: Picture, *, by: Party, at: datetime) -> LoadPhoto:
    """Lay a picture of the ticket beside a load. The file lies there before its row: no row names a missing one.

    Raises Conflict before the load has left, and for a seventh picture.
    """
    deal = locked(deal_id, by)
    load = load_of_any(deal, load_number)
    if not policy.may_show_ticket(by.business_id, deal, load):
        raise moved_on()
    count = sa.select(sa.func.count()).where(LoadPhoto.movement_id == load.id, LoadPhoto.claim_id.is_(None))
    if (session().scalar(count) or 0) >= MOST_TICKETS:
        raise Conflict("too_many_tickets", _("A load has at most %(most)s pictures.", most=MOST_TICKETS))
    photo = store(load.id, picture, by=by, at=at)
    journal.record(
        "deal", deal.id, "ticket_shown", at=at, by=by.person_id, business_id=by.business_id,
        load_number=load_number, photo_id=photo.id,
    )  # fmt: skip
    tell(deal, "deal_ticket_shown", by, at=at, key=f"ticket:{photo.id}")
    return photo


def store(movement_id: UUID, picture: Picture, *, by: Party, at: datetime, claim_id: UUID | None = None) -> LoadPhoto:
    """Keep a picture of a load, of its ticket or of what a claim is about. Raises Conflict where the quota is full."""
    quota.make_room(by.business_id, len(picture.large) + len(picture.thumb))
    photo = LoadPhoto(
        id=new_id(), movement_id=movement_id, claim_id=claim_id, width=picture.width, height=picture.height,
        bytes=len(picture.large) + len(picture.thumb), business_id=by.business_id, person_id=by.person_id, at=at,
    )  # fmt: skip
    for size in SIZES:
        files.put(file_name(photo.id, size), picture.files[f"{size}.webp"])
    session().add(photo)
    session().flush()
    return photo
