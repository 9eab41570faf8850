"""Putting a pair aside, with a reason, and bringing it back. The other side is not told either way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings import service as listings
from exchange.listings.models import Need, Offer
from exchange.matching.core.facts import Side
from exchange.matching.models import Dismissal, Match, Reason


@dataclass(frozen=True, slots=True)
class Aside:
    """Which pair, and from whose side."""

    side: Side
    offer_id: UUID
    need_id: UUID

    @property
    def own_id(self) -> UUID:
        """The listing whose list gets shorter."""
        return self.offer_id if self.side is Side.OFFER else self.need_id


def dismiss(aside: Aside, reason: Reason, words: str, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Do not show this pair to its side any more. Once more with another reason replaces the reason.

    Raises NotFound for a pair that never matched or that a register knows, Forbidden for others' listings.
    """
    _ensure_own(aside, business_id)
    match = session().get(Match, (aside.offer_id, aside.need_id))
    if match is None or match.is_observed:
        raise NotFound
    said = {"reason": reason, "words": words, "dismissed_by": by, "dismissed_at": at}
    pair = {"offer_id": aside.offer_id, "need_id": aside.need_id, "side": aside.side}
    row = insert(Dismissal).values(id=new_id(), **pair, **said)
    session().execute(row.on_conflict_do_update(index_elements=list(pair), set_=said))
    _note(aside, "dismissed", by=by, business_id=business_id, at=at, reason=str(reason))


def bring_back(aside: Aside, *, by: UUID, business_id: UUID, at: datetime) -> None:
    """Show the pair to its side again. Raises Conflict when it is not put aside (any more)."""
    _ensure_own(aside, business_id)
    gone = sa.delete(Dismissal).where(Dismissal.offer_id == aside.offer_id, Dismissal.need_id == aside.need_id)
    gone = gone.where(Dismissal.side == aside.side).execution_options(synchronize_session=False)
    if session().execute(gone).rowcount != 1:  # type: ignore[attr-defined] # a DELETE's result counts its rows
        raise Conflict("not_dismissed", _("This was brought back already."))
    _note(aside, "brought_back", by=by, business_id=business_id, at=at)


def _ensure_own(aside: Aside, business_id: UUID) -> None:
    if aside.side is Side.OFFER:
        listings.locked_own(Offer, aside.offer_id, business_id)
    else:
        listings.locked_own(Need, aside.need_id, business_id)


def _note(aside: Aside, verb: str, *, by: UUID, business_id: UUID, at: datetime, **details: Any) -> None:
    details |= {"offer": aside.offer_id, "need": aside.need_id}
    journal.record(aside.side, aside.own_id, verb, at=at, by=by, business_id=business_id, **details)
