"""Who may do what with a claim: one table for services, pages and tests."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from exchange.deals.core.claims import CLAIM_WINDOW, Claimer, ClaimState, ClaimVerb, claim_step_from
from exchange.deals.core.movement import MovementState
from exchange.deals.models import Claim, Movement


def may_raise(load: Movement, open_claims: Collection[Claim], at: datetime) -> bool:
    """Either side, for two weeks after the weight counts, while no other claim about the load is open."""
    arrived = load.state in {MovementState.CONFIRMED, MovementState.RETURNED} and load.confirmed_at is not None
    return arrived and not open_claims and at <= load.confirmed_at + CLAIM_WINDOW  # type: ignore[operator] # arrived


def is_open(claim: Claim) -> bool:
    """Whether somebody must still act."""
    return claim.closed_at is None


def roles(business_id: UUID, claim: Claim) -> frozenset[Claimer]:
    """What a side of the deal is in its claim."""
    side = Claimer.CLAIMANT if business_id == claim.business_id else Claimer.OTHER
    return frozenset({side, Claimer.ANSWERER} if business_id == claim.turn_of else {side})


def clock_on(claim: Claim) -> frozenset[Claimer]:
    """Whom the clock presses; administrators are only reminded."""
    if claim.state is ClaimState.ESCALATED:
        return frozenset()
    presses_claimant = claim.turn_of == claim.business_id
    return frozenset({Claimer.CLOCK_ON_CLAIMANT if presses_claimant else Claimer.CLOCK_ON_OTHER})


def may(verb: ClaimVerb, actors: Collection[Claimer], claim: Claim) -> bool:
    """Whether the table lets somebody who is this do this now."""
    step = claim_step_from(verb, claim.state)
    return step is not None and bool(step.actors & frozenset(actors))
