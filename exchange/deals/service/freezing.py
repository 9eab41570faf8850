"""A suspension stops the clocks of what is open with a company; its end gives back the time that was left."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.core.contract import DealState
from exchange.deals.core.freezing import Frost
from exchange.deals.models import Deal
from exchange.deals.recurring.models import Recurrence
from exchange.deals.service.steps import locked, tell
from exchange.journal import service as journal
from exchange.kernel.orm import session


def follow_standing(deal_id: UUID, *, at: datetime) -> bool:
    """Freeze a deal of which a side may not trade, or let it go on. False where it stands as it should.

    Both sides are told; what was agreed, held or told stays as it is. Running it twice changes nothing.
    """
    deal = locked(deal_id, None)
    if deal.is_frozen == (deal.frozen_at is not None) or not deal.is_open:
        return False
    frost = Frost.FREEZE if deal.is_frozen else Frost.THAW
    if frost is Frost.THAW:
        _give_time_back(deal, at=at)
    deal.frozen_at, deal.thawed_at = (at, deal.thawed_at) if frost is Frost.FREEZE else (None, at)
    deal.changed_at = at
    session().flush()
    journal.record("deal", deal.id, frost, at=at, by=None, business_id=None)
    tell(deal, f"deal_{frost}", None, at=at, key=f"{frost}:{at.isoformat()}")
    return True


def _give_time_back(deal: Deal, *, at: datetime) -> None:
    """Terms and a proposed rhythm have as much time as they had when it froze."""
    if deal.frozen_at is None:
        return
    gone = at - deal.frozen_at
    if deal.state is DealState.NEGOTIATING:
        deal.expires_at += gone
    open_ones = sa.update(Recurrence).where(Recurrence.deal_id == deal.id, Recurrence.closed_at.is_(None))
    session().execute(open_ones.values(expires_at=Recurrence.expires_at + gone))
