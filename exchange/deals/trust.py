"""What a company's dealings say about it to people who do not know it yet: only what really happened."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.core.contract import OPEN_STATES, DealState, Verb
from exchange.deals.models import Deal, DealTerms, Movement, MovementState
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer

ANSWERS = (Verb.ACCEPT, Verb.DECLINE, Verb.COUNTER)


@dataclass(frozen=True, slots=True)
class Record:
    """How a company has dealt. ``median`` is None while it answered nobody."""

    answered: int
    asked: int
    """Proposals made to it that it answered, or that ended without its answer."""
    median: timedelta | None
    handovers: int
    """Loads whose weight both sides stand by, given or taken."""


def record_of(business_id: UUID) -> Record:
    """The record of a company, from dealings in which its own name was public: the rest stays unknown."""
    answered, asked, median_s = session().execute(_answers(business_id)).one()
    median = None if median_s is None else timedelta(seconds=float(median_s))
    return Record(answered, asked, median, session().scalar(_done(business_id)) or 0)


def _answers(business_id: UUID) -> Any:
    first = sa.select(sa.func.min(JournalEntry.at)).where(
        JournalEntry.subject == "deal",
        JournalEntry.subject_id == Deal.id,
        JournalEntry.business_id == business_id,
        JournalEntry.verb.in_([verb.value for verb in ANSWERS]),
    )
    asked = (
        sa.select(Deal.created_at, Deal.state, first.scalar_subquery().label("answered_at"))
        .join(DealTerms, sa.and_(DealTerms.deal_id == Deal.id, DealTerms.version == 1))
        .where(named(business_id), DealTerms.proposed_by != business_id, Deal.state != DealState.WITHDRAWN)
    )
    rows = joined(asked).subquery()
    waited_s = sa.extract("epoch", rows.c.answered_at - rows.c.created_at)
    settled = sa.or_(rows.c.answered_at.is_not(None), rows.c.state.not_in(list(OPEN_STATES)))
    median = sa.func.percentile_cont(0.5).within_group(waited_s)
    return sa.select(sa.func.count(rows.c.answered_at), sa.func.count().filter(settled), median)


def _done(business_id: UUID) -> Any:
    loads = sa.select(sa.func.count()).select_from(Movement).join(Deal, Deal.id == Movement.deal_id)
    return joined(loads).where(named(business_id), Movement.state == MovementState.CONFIRMED)


def joined(rows: Any) -> Any:
    """Rows about deals with what either side had posted."""
    return rows.join(Offer, Offer.id == Deal.offer_id).outerjoin(Need, Need.id == Deal.need_id)


def named(business_id: UUID) -> sa.ColumnElement[bool]:
    """Deals of the company in which what it had posted bore its name."""
    gives = sa.and_(Deal.giver_id == business_id, ~Offer.is_anonymous)
    takes = sa.and_(Deal.taker_id == business_id, ~sa.func.coalesce(Need.is_anonymous, sa.false()))
    return sa.or_(gives, takes)
