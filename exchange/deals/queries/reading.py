"""One deal with everything its page needs, and the list of a business."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from exchange.deals.core.contract import OPEN_STATES
from exchange.deals.models import Deal, DealState, Message
from exchange.deals.recurring.core.rhythm import RhythmState
from exchange.deals.recurring.models import Recurrence
from exchange.kernel.orm import session
from exchange.listings.models import Offer
from exchange.web.paging import Page, cut

WHOLE = (
    joinedload(Deal.offer).joinedload(Offer.site),
    joinedload(Deal.need),
    joinedload(Deal.giver),
    joinedload(Deal.taker),
    joinedload(Deal.taker_site),
    joinedload(Deal.rhythm_asked),
    selectinload(Deal.terms),
    selectinload(Deal.holds),
    selectinload(Deal.samples),
    selectinload(Deal.movements),
)
"""Everything that policies, services and pages ask of a deal."""

PAGE_SIZE = 20


def whole(deal_id: UUID) -> Deal | None:
    """A deal with all its parts, read afresh."""
    found = sa.select(Deal).where(Deal.id == deal_id).options(*WHOLE)
    return session().scalar(found.execution_options(populate_existing=True))


def messages(deal_id: UUID) -> Sequence[Message]:
    """The thread, oldest first."""
    thread = sa.select(Message).where(Message.deal_id == deal_id).order_by(Message.at, Message.id)
    return session().scalars(thread).all()


def board(business_id: UUID, after: list[Any] | None = None, *, size: int = PAGE_SIZE) -> Page[Deal]:
    """The deals of a business: those waiting for it first, then the latest change first."""
    mine = sa.or_(_has_turn(business_id), Deal.id.in_(_asked_for_loads(business_id)))
    listed = sa.select(Deal).where(_is_of(business_id)).options(*WHOLE)
    if after is not None:
        listed = listed.where(sa.tuple_(mine, Deal.changed_at, Deal.id) < sa.tuple_(*_key_of(after)))
    rows = session().scalars(listed.order_by(mine.desc(), Deal.changed_at.desc(), Deal.id.desc()).limit(size + 1))
    return cut(rows.all(), size, lambda deal: [deal.waits_for(business_id), deal.changed_at.isoformat(), deal.id])


def turn_count(business_id: UUID) -> int:
    """How many deals wait for a business."""
    waiting = sa.select(Deal.id).where(_has_turn(business_id)).union(_asked_for_loads(business_id))
    return session().scalar(sa.select(sa.func.count()).select_from(waiting.subquery())) or 0


def _asked_for_loads(business_id: UUID) -> sa.Select[UUID]:
    """Deals in which the other side proposes regular loads."""
    asked = sa.select(Deal.id).join(Recurrence, Recurrence.deal_id == Deal.id)
    is_open = sa.and_(Recurrence.closed_at.is_(None), Recurrence.state == RhythmState.PROPOSED)
    return asked.where(is_open, Recurrence.proposed_by != business_id, _is_of(business_id), Deal.frozen_at.is_(None))


def _has_turn(business_id: UUID) -> sa.ColumnElement[bool]:
    is_theirs = sa.func.coalesce(Deal.turn_of == business_id, sa.false())
    return sa.and_(is_theirs, Deal.state != DealState.ON_HOLD, Deal.frozen_at.is_(None))


def _key_of(cursor: list[Any]) -> tuple[bool, datetime, UUID]:
    """Raises ValueError or TypeError for a cursor that was tampered with."""
    return bool(cursor[0]), datetime.fromisoformat(cursor[1]), UUID(cursor[2])


def open_on_lot(offer_id: UUID, business_id: UUID) -> Sequence[Deal]:
    """What a business has under way on one lot, from either side."""
    under_way = sa.select(Deal).where(Deal.offer_id == offer_id, _is_of(business_id), Deal.state.in_(OPEN_STATES))
    return session().scalars(under_way.options(*WHOLE).order_by(Deal.changed_at.desc(), Deal.id).limit(50)).all()


def _is_of(business_id: UUID) -> sa.ColumnElement[bool]:
    return sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id)
