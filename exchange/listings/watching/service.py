"""Watch a lot, stop, and tell who watches when it is free again or gone."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload

from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import policy
from exchange.listings.models import LotWatch, Offer
from exchange.listings.watching.policy import GONE, may_watch
from exchange.notices import service as notices
from exchange.notices.models import Topic

MOST_OF_A_PERSON = 100


def watch(offer_id: UUID, *, by: UUID, business_id: UUID | None, at: datetime) -> None:
    """Tell the person when more of a lot is free, or when it is gone. Twice changes nothing.

    The lot is locked for a moment: a change under way is waited for, and one that comes later finds the watch.
    Raises NotFound for what the public does not see, Conflict for one's own lot, one that nobody holds, and at
    a hundred watched lots.
    """
    offer = _locked(offer_id)
    if offer is None or offer.state not in policy.PUBLIC or not offer.business.is_active:
        raise NotFound
    if not may_watch(business_id, offer):
        raise Conflict("not_held", _("Nobody else holds this lot: there is nothing to wait for."))
    row = insert(LotWatch).values(person_id=by, offer_id=offer_id, since=at, seen_kg=offer.free_kg)
    session().execute(row.on_conflict_do_nothing())
    mine = sa.select(sa.func.count()).where(LotWatch.person_id == by)
    if (session().scalar(mine) or 0) > MOST_OF_A_PERSON:
        raise Conflict("too_many_watched", _("You watch a hundred lots already. Stop watching one first."))


def unwatch(offer_id: UUID, *, by: UUID) -> None:
    """Hear no more of a lot. Raises NotFound for one that the person does not watch."""
    row = session().get(LotWatch, (by, offer_id), with_for_update=True)
    if row is None:
        raise NotFound
    session().delete(row)


def tell_watchers(offer_id: UUID, *, at: datetime) -> int:
    """Compare the lot with what each watcher knows, tell who gains or loses; returns how many. Twice tells once."""
    offer = _locked(offer_id)
    if offer is None or not offer.business.is_active:
        return 0
    if offer.state in GONE:
        return _tell(offer, [~LotWatch.is_gone], {"seen_kg": 0, "is_gone": True}, "watched_gone", "/watched", at)
    if offer.state not in policy.PUBLIC:
        return 0
    known = {"seen_kg": offer.free_kg, "is_gone": False}
    told = _tell(offer, [LotWatch.seen_kg < offer.free_kg], known, "watched_free", f"/offers/{offer_id}", at)
    _note(offer, [LotWatch.seen_kg > offer.free_kg], known)
    return told


def _tell(
    offer: Offer, which: list[sa.ColumnElement[bool]], known: dict[str, Any], kind: str, path: str, at: datetime
) -> int:
    people = _note(offer, which, known)
    notices.tell(
        people, kind, at=at, path=path, dedupe_key=f"watch:{offer.id}:{at.isoformat()}", topic=Topic.WATCHING,
        title=offer.title, free_kg=str(offer.free_kg),
    )  # fmt: skip
    return len(people)


def _note(offer: Offer, which: list[sa.ColumnElement[bool]], known: dict[str, Any]) -> list[UUID]:
    """What watchers know from now on; whose row changed is returned, so that of two workers one tells."""
    rows = sa.update(LotWatch).where(LotWatch.offer_id == offer.id, *which).values(known)
    quietly = rows.returning(LotWatch.person_id).execution_options(synchronize_session=False)
    return list(session().scalars(quietly))


def _locked(offer_id: UUID) -> Offer | None:
    """The lot as it stands, kept so until the transaction ends; several may look at once."""
    one = sa.select(Offer).where(Offer.id == offer_id).options(joinedload(Offer.business))
    return session().scalar(one.with_for_update(read=True, of=Offer).execution_options(populate_existing=True))
