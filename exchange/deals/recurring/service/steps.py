"""The frame of every verb of a rhythm: see or 404, lock, do or 403 or 409, then note it once and tell both sides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from exchange.deals import policy as deals
from exchange.deals.core.contract import DealState
from exchange.deals.core.movement import OPEN_LOADS
from exchange.deals.models import Deal
from exchange.deals.recurring import policy, queries
from exchange.deals.recurring.core.rhythm import (
    CONTRACT_STATES,
    OPEN_RHYTHMS,
    RhythmStep,
    RhythmVerb,
    rhythm_step_from,
)
from exchange.deals.recurring.models import Recurrence
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import counted, ensure_goes_on, ensure_turn, locked, moved_on, note


def locked_rhythm(deal_id: UUID, by: Party | None) -> tuple[Deal, Recurrence]:
    """The deal, locked, and its open rhythm. Raises NotFound for strangers, Conflict where none is open."""
    deal = locked(deal_id, by)
    rhythm = queries.open_of(deal_id)
    if rhythm is None:
        raise moved_on()
    return deal, rhythm


def permitted(deal: Deal, rhythm: Recurrence, verb: RhythmVerb, by: Party | None) -> RhythmStep:
    """The line of the table now. Raises Conflict in a wrong state, Forbidden for the wrong side."""
    step = rhythm_step_from(verb, rhythm.state)
    if step is None:
        raise moved_on()
    ensure_goes_on(deal, verb, by)
    ensure_turn(is_theirs=policy.may(verb, by.business_id if by else None, deal, rhythm))
    return step


def done(
    deal: Deal, rhythm: Recurrence, step: RhythmStep, by: Party | None, *, at: datetime,
    leads_to: DealState | None = None, **facts: Any,
) -> None:  # fmt: skip
    """Take the step: the rhythm's state and the contract's, whose turn, one line in the journal, word to both.

    ``leads_to``: where the contract stands afterwards, where the rhythm's state alone does not say it.
    """
    before, rhythm.state = deal.state, step.after
    deal.state = leads_to or CONTRACT_STATES.get(step.after, deal.state)
    if rhythm.state not in OPEN_RHYTHMS:
        rhythm.closed_at = at
    noted(deal, rhythm, step.verb, by, at=at, before=before, **facts)


def noted(
    deal: Deal, rhythm: Recurrence, verb: RhythmVerb, by: Party | None, *, at: datetime, before: str, **facts: Any
) -> None:
    """One step more of the deal; who paused it has the turn where no load is under way."""
    has_load = any(load.state in OPEN_LOADS for load in deal.movements)
    turn = deals.turn_of_load(deal) if has_load else rhythm.paused_by or deal.giver_id
    counted(deal, turn, at=at)
    note(deal, verb, by, at=at, before=before, **facts)
