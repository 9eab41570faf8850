"""Ending a deal early: no, never mind, too late, called off."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from exchange.deals import queries
from exchange.deals.core.contract import DealState, Verb
from exchange.deals.core.reasons import EndReason
from exchange.deals.models import Deal, HoldEnd, MovementState, SampleEnd
from exchange.deals.service.drafts import Party
from exchange.deals.service.holding import end_hold
from exchange.deals.service.sampling import end_sample
from exchange.deals.service.steps import done, locked, permitted
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause


def decline(deal_id: UUID, reason: str, *, code: EndReason = EndReason.OTHER, by: Party, at: datetime) -> Deal:
    """Say no to the other side's terms, and why. Nothing was bound, nothing is released."""
    return _end(deal_id, Verb.DECLINE, reason, code, by=by, at=at)


def withdraw(deal_id: UUID, reason: str, *, code: EndReason = EndReason.OTHER, by: Party, at: datetime) -> Deal:
    """Take one's own terms off the table, and say why."""
    return _end(deal_id, Verb.WITHDRAW, reason, code, by=by, at=at)


def _end(deal_id: UUID, verb: Verb, reason: str, code: EndReason, *, by: Party, at: datetime) -> Deal:
    deal = locked(deal_id, by)
    step = permitted(deal, verb, by)
    deal.reason, deal.end_reason = reason, code
    end_hold(deal, HoldEnd.DEAL_ENDED, at=at)
    end_sample(deal, SampleEnd.DEAL_ENDED, "", at=at)
    done(deal, step, by, at=at, reason=reason, code=code)
    return deal


def cancel(deal_id: UUID, reason: str, *, code: EndReason = EndReason.OTHER, by: Party, at: datetime) -> Deal:
    """Call off an agreement before anything was loaded: the stock is free again, the need has its gap back."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.CANCEL, by)
    deal.reason, deal.end_reason = reason, code
    quantity_kg = sum((load.planned_kg for load in deal.movements), Decimal(0))
    for load in deal.movements:
        load.state = MovementState.CANCELLED
    stock.move(
        deal.offer_id, quantity_kg, Account.COMMITTED, Account.FREE, cause=Cause.CANCELLED, at=at, deal_id=deal.id
    )
    stock.settle_state(deal.offer_id)
    following.offer_changed(deal.offer_id)
    if deal.need_id is not None:
        coverage.correct(deal.need_id, -quantity_kg)
        following.need_changed(deal.need_id)
    done(deal, step, by, at=at, reason=reason, code=code)
    return deal


def expire(deal_id: UUID, *, at: datetime) -> bool:
    """Let terms lapse that nobody answered, or that waited too long for stock.

    False when somebody answered in the meantime: safe to run twice.
    """
    deal = locked(deal_id, None)
    if deal.state is DealState.ON_HOLD and deal.clock_stopped_at is not None:
        is_due = deal.clock_stopped_at + queries.WAITS_AT_MOST <= at
    else:
        is_due = deal.state is DealState.NEGOTIATING and deal.expires_at <= at and not deal.is_frozen
    if not is_due:
        return False
    end_hold(deal, HoldEnd.DEAL_ENDED, at=at)
    done(deal, permitted(deal, Verb.EXPIRE, None), None, at=at)
    return True
