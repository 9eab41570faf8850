"""The one table of waiting: for every state that is not final, who must act and what the clock does if nobody does.

The page says the same in words (``shown.turns``), docs/deals.md prints it, and a test compares all of them.
"""

import enum
from dataclasses import dataclass
from datetime import timedelta

from exchange.deals import queries
from exchange.deals.core.contract import DealState
from exchange.deals.core.movement import MovementState
from exchange.deals.ratings.settings import RATING_DAYS
from exchange.deals.recurring.service.stopping import LONGEST_PAUSE
from exchange.deals.service.drafts import PROPOSAL_LASTS
from exchange.deals.service.holding import LONGEST_HOLD
from exchange.kernel.jobs import Job


@dataclass(frozen=True, slots=True)
class Wait:
    """Who owns a state, and what ends it, after how long at most; None: nothing but its owner does."""

    owner: str
    job: Job | None
    most: timedelta | None
    reminds: bool


class Aside(enum.StrEnum):
    """What waits beside the two machines."""

    UNREAD_RATING = "unread_rating"


TIMERS: dict[DealState | MovementState | Aside, Wait] = {
    DealState.NEGOTIATING: Wait("answerer", Job.EXPIRE_PROPOSALS, PROPOSAL_LASTS, reminds=True),
    DealState.SAMPLE: Wait("giver, then taker", Job.LAPSE_SAMPLES, queries.SAMPLE_TRIAL, reminds=True),
    DealState.HELD: Wait("answerer", Job.LAPSE_HOLDS, LONGEST_HOLD, reminds=False),
    DealState.ON_HOLD: Wait("stock", Job.EXPIRE_PROPOSALS, queries.WAITS_AT_MOST, reminds=False),
    DealState.AGREED: Wait("owner of its load", None, None, reminds=True),
    DealState.ACTIVE: Wait("owner of its load", Job.FOLLOW_RHYTHMS, None, reminds=True),
    DealState.SUSPENDED: Wait("who paused it", Job.FOLLOW_RHYTHMS, LONGEST_PAUSE, reminds=False),
    MovementState.PLANNED: Wait("hauler or answerer", None, None, reminds=True),
    MovementState.SCHEDULED: Wait("giver", None, None, reminds=True),
    MovementState.IN_TRANSIT: Wait("taker", None, None, reminds=True),
    MovementState.RECEIVED: Wait("other side", Job.CONFIRM_BY_SILENCE, queries.SILENCE, reminds=True),
    MovementState.PART_ACCEPTED: Wait("other side", Job.CONFIRM_BY_SILENCE, queries.SILENCE, reminds=True),
    MovementState.REFUSED: Wait("other side", Job.CONFIRM_BY_SILENCE, queries.SILENCE, reminds=True),
    Aside.UNREAD_RATING: Wait("other side", Job.REVEAL_RATINGS, timedelta(days=RATING_DAYS), reminds=True),
}
