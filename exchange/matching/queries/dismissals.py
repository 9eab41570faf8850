"""What one side put aside: left out of its lists, shown where it asks for it, counted for the desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from exchange.accounts.models import Business
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.matching.core.facts import Side
from exchange.matching.listed import Listed
from exchange.matching.models import Dismissal, Match, Reason
from exchange.web.paging import Page, cut, read_cursor

PAGE = 25


@dataclass(frozen=True, slots=True)
class PutAside:
    """A pair that one side does not want to see, as that side reads it: the other listing, never its holder."""

    dismissal: Dismissal
    other_id: UUID
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    """A dismissal as a facilitator reads it, with the business that put the pair aside."""

    dismissal: Dismissal
    offer_title: str
    need_title: str
    business: str


def not_dismissed(side: Side, offer_id: Any = Match.offer_id, need_id: Any = Match.need_id) -> sa.ColumnElement[bool]:
    """The condition that this side did not put the pair aside, for a query that knows both ends."""
    return ~dismissed(side, offer_id, need_id)


def dismissed(side: Side, offer_id: Any = Match.offer_id, need_id: Any = Match.need_id) -> sa.ColumnElement[bool]:
    """The condition that this side put the pair aside."""
    same = Dismissal.offer_id == offer_id, Dismissal.need_id == need_id, Dismissal.side == side
    return sa.exists(sa.select(sa.literal(1)).where(*same).correlate_except(Dismissal))


def among(offer_ids: Collection[UUID]) -> set[tuple[UUID, UUID, Side]]:
    """The pairs (offer, need) of these offers and the side that put each aside: it must not be told of them again."""
    if not offer_ids:
        return set()
    of_these = Dismissal.offer_id == sa.any_(sa.literal(list(offer_ids), ARRAY(sa.Uuid)))
    rows = sa.select(Dismissal.offer_id, Dismissal.need_id, Dismissal.side).where(of_these)
    return {(offer_id, need_id, side) for offer_id, need_id, side in session().execute(rows)}


def count_of(listing: Listed) -> int:
    """How many pairs of a listing its side put aside."""
    own, _ = _ends(listing.side)
    rows = sa.select(sa.func.count()).where(own == listing.id, Dismissal.side == listing.side)
    return session().scalar(rows) or 0


def of_listing(listing: Listed, after: str | None = None) -> Page[PutAside]:
    """What a listing's side put aside, newest first."""
    own, other_id = _ends(listing.side)
    other: Any = Need if listing.side is Side.OFFER else Offer
    rows = sa.select(Dismissal, other.id, other.title, other.cell_name).join(other, other.id == other_id)
    rows = rows.where(own == listing.id, Dismissal.side == listing.side)
    return cut([PutAside(*row) for row in session().execute(_from(rows, after))], PAGE, lambda one: [one.dismissal.id])


def counts() -> Sequence[tuple[Reason, int]]:
    """How often each reason stands, the most frequent first."""
    rows = sa.select(Dismissal.reason, sa.func.count().label("times")).group_by(Dismissal.reason)
    return [(reason, times) for reason, times in session().execute(rows.order_by(sa.desc("times"), Dismissal.reason))]


def newest(after: str | None = None) -> Page[Told]:
    """Every dismissal that stands, newest first, with who put it aside."""
    offer, need = aliased(Offer), aliased(Need)
    holder = sa.case((Dismissal.side == Side.OFFER, offer.business_id), else_=need.business_id)
    rows = sa.select(Dismissal, offer.title, need.title, Business.name)
    rows = rows.join(offer, offer.id == Dismissal.offer_id).join(need, need.id == Dismissal.need_id)
    rows = _from(rows.join(Business, Business.id == holder), after)
    return cut([Told(*row) for row in session().execute(rows)], PAGE, lambda one: [one.dismissal.id])


def _ends(side: Side) -> tuple[Any, Any]:
    ends = (Dismissal.offer_id, Dismissal.need_id)
    return ends if side is Side.OFFER else ends[::-1]


def _from(rows: Any, after: str | None) -> Any:
    """One page and a row more, newest first: ids are ordered by time. Behind the cursor, if it is one of ours."""
    key = read_cursor(after, 1)
    try:
        rows = rows.where(Dismissal.id < UUID(key[0])) if key else rows
    except (ValueError, TypeError, AttributeError):
        pass
    return rows.order_by(Dismissal.id.desc()).limit(PAGE + 1)
