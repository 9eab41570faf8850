"""What is due by the clock, and who came too late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.core.movement import TOLD_LOADS
from exchange.deals.models import Deal, DealHold, DealSample, DealState, Movement, MovementState
from exchange.kernel.orm import session

SILENCE = timedelta(days=7)
"""After this long without a word from the other side, the weight that was told counts as confirmed."""

WAITS_AT_MOST = timedelta(days=60)
"""After this long without stock a negotiation on hold lapses."""
REMIND_AFTER = timedelta(days=3)
"""After this long without a move, who has the turn is reminded once."""
SAMPLE_ANSWER, SAMPLE_TRIAL = timedelta(days=14), timedelta(days=30)
"""How long a sample that was asked for waits to be handed out, and one that was handed out to be judged."""
FOLLOWS_STOCK = (DealState.NEGOTIATING, DealState.ON_HOLD)


def under_talk(offer_id: UUID) -> Sequence[UUID]:
    """Negotiations on a lot that its stock may put on hold or revive, the oldest first."""
    talks = sa.select(Deal.id).where(Deal.offer_id == offer_id, Deal.state.in_(FOLLOWS_STOCK))
    return session().scalars(talks.order_by(Deal.created_at, Deal.id)).all()


def open_of(business_id: UUID) -> Sequence[UUID]:
    """What is open with a business on either side, the oldest first."""
    mine = sa.select(Deal.id).where(sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id))
    return session().scalars(mine.where(Deal.closed_at.is_(None)).order_by(Deal.created_at, Deal.id)).all()


def is_under_talk(offer_id: UUID) -> bool:
    """Whether anybody negotiates about a lot."""
    talks = sa.exists().where(Deal.offer_id == offer_id, Deal.state.in_(FOLLOWS_STOCK))
    return bool(session().scalar(sa.select(talks)))


def lapsed(at: datetime) -> Sequence[UUID]:
    """Negotiations that nobody answered in time, or that waited for stock in vain."""
    unanswered = sa.and_(Deal.state == DealState.NEGOTIATING, Deal.expires_at <= at, Deal.frozen_at.is_(None))
    in_vain = sa.and_(Deal.state == DealState.ON_HOLD, Deal.clock_stopped_at <= at - WAITS_AT_MOST)
    due = sa.select(Deal.id).where(sa.or_(unanswered, in_vain))
    return session().scalars(due.order_by(Deal.expires_at, Deal.id)).all()


def holds_over(at: datetime) -> Sequence[UUID]:
    """Deals for which something was kept until now."""
    due = sa.select(DealHold.deal_id).where(
        DealHold.ended_at.is_(None), DealHold.granted_at.is_not(None), DealHold.until <= at
    )
    return session().scalars(due.order_by(DealHold.until, DealHold.id)).all()


def sample_lapses(deal: Deal) -> datetime | None:
    """When the wait for a sample ends by itself; what stood still counts anew from the day it went on."""
    sample = deal.sample
    if sample is None:
        return None
    since = sample.given_at or sample.asked_at
    most = SAMPLE_ANSWER if sample.given_at is None else SAMPLE_TRIAL
    return max(since, deal.thawed_at or since) + most


def samples_over(at: datetime) -> Sequence[UUID]:
    """Deals in which a sample may have waited long enough, in either of its two waits."""
    waited = sa.or_(
        sa.and_(DealSample.given_at.is_(None), DealSample.asked_at <= at - SAMPLE_ANSWER),
        DealSample.given_at <= at - SAMPLE_TRIAL,
    )
    due = sa.select(Deal.id).join(DealSample).where(DealSample.ended_at.is_(None), waited, Deal.frozen_at.is_(None))
    return session().scalars(due.order_by(DealSample.asked_at, DealSample.id)).all()


def idle(at: datetime) -> Sequence[UUID]:
    """Deals in which somebody has been silent since REMIND_AFTER; agreed slots count from their end.

    What is paused was paused on purpose. Those that were idle for much longer were reminded then.
    """
    now = sa.or_(
        Deal.state.in_({DealState.NEGOTIATING, DealState.SAMPLE}), Deal.state.in_(BOUND_STATES - {DealState.SUSPENDED})
    )
    scheduled = sa.exists().where(Movement.deal_id == Deal.id, Movement.state == MovementState.SCHEDULED)
    passed = sa.exists().where(
        Movement.deal_id == Deal.id, Movement.state == MovementState.SCHEDULED, Movement.slot_end <= at - REMIND_AFTER
    )
    since = Deal.changed_at.between(at - 30 * REMIND_AFTER, at - REMIND_AFTER)
    due = sa.select(Deal.id).where(
        now, Deal.turn_of.is_not(None), Deal.frozen_at.is_(None), since, sa.or_(~scheduled, passed)
    )
    return session().scalars(due.order_by(Deal.changed_at, Deal.id)).all()


def silence_ends(deal: Deal, load: Movement) -> datetime | None:
    """When what was told of a load counts by silence: a week after it was told, or after the deal went on again."""
    if load.weighed_at is None:
        return None
    return max(load.weighed_at, deal.thawed_at or load.weighed_at) + SILENCE


def silent(at: datetime) -> Sequence[tuple[UUID, int]]:
    """Deals and numbers of their loads about which something was told long enough ago to count by silence."""
    due = (
        sa.select(Movement.deal_id, Movement.load_number)
        .join(Deal, Deal.id == Movement.deal_id)
        .where(Movement.state.in_(TOLD_LOADS), Movement.weighed_at <= at - SILENCE)
        .where(Deal.state.in_(BOUND_STATES), Deal.frozen_at.is_(None))
        .where(sa.or_(Deal.thawed_at.is_(None), Deal.thawed_at <= at - SILENCE))
    )
    rows = session().execute(due.order_by(Movement.weighed_at, Movement.id))
    return [(deal_id, load_number) for deal_id, load_number in rows]
