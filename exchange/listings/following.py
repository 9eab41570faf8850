"""Matches, saved searches and watchers follow a listing: they are asked for in the transaction of the change.

Jobs of one listing run one after the other. A job that waits already may have been taken by a worker that does not
see this change yet, so each change asks for its own.
"""

from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.listings import parties
from exchange.listings.models import LotWatch, Need, Offer


def offer_changed(offer_id: UUID) -> None:
    """Have the matches of an offer judged anew, and searches told; until then its page says so."""
    session().execute(sa.update(Offer).where(Offer.id == offer_id).values(matched_at=None))
    defer(Job.PAIR_OFFER, lock=f"offer:{offer_id}", offer_id=str(offer_id))
    defer(Job.WAKE_SEARCHES, kind="offer", listing_id=str(offer_id))
    if session().scalar(sa.select(sa.exists().where(LotWatch.offer_id == offer_id))):
        defer(Job.TELL_WATCHERS, lock=f"watch:{offer_id}", offer_id=str(offer_id))
    if parties.is_under_talk(offer_id):
        defer(Job.FOLLOW_STOCK, lock=f"talks:{offer_id}", offer_id=str(offer_id))


def need_changed(need_id: UUID) -> None:
    """Have the matches of a need judged anew, and searches told; until then its page says so."""
    session().execute(sa.update(Need).where(Need.id == need_id).values(matched_at=None))
    defer(Job.PAIR_NEED, lock=f"need:{need_id}", need_id=str(need_id))
    defer(Job.WAKE_SEARCHES, kind="need", listing_id=str(need_id))
