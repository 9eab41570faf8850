"""The one table of a claim: from which state, by which verb, fired by whom, to which state.

Whoever has a load can still say, for a while after its weight counts, that something was wrong with it.
"""

import enum
from dataclasses import dataclass
from datetime import timedelta

CLAIM_WINDOW = timedelta(days=14)
"""After the weight was confirmed: claims come this late at most."""
ANSWER_TIME = timedelta(days=7)
"""How long a side, or the administrators, may take for an answer before the clock acts."""


class ClaimState(enum.StrEnum):
    """Where a claim stands."""

    RAISED = "raised"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    AGREED = "agreed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN_CLAIMS = frozenset({ClaimState.RAISED, ClaimState.ANSWERED, ClaimState.ESCALATED})
"""States in which somebody must still act."""
BETWEEN_SIDES = frozenset({ClaimState.RAISED, ClaimState.ANSWERED})
"""The two still talk; one of them has the next word."""


class ClaimVerb(enum.StrEnum):
    """What can happen to a claim; the value is its word in the journal."""

    RAISE = "claim_raised"
    ANSWER = "claim_answered"
    AGREE = "claim_agreed"
    ESCALATE = "claim_escalated"
    ESCALATE_BY_SILENCE = "claim_escalated_by_silence"
    WITHDRAW = "claim_withdrawn"
    LAPSE = "claim_lapsed"
    DECIDE = "claim_decided"


class Claimer(enum.StrEnum):
    """What somebody is in a claim."""

    CLAIMANT = "claimant"
    OTHER = "other"
    ANSWERER = "answerer"
    JUDGE = "judge"
    CLOCK_ON_CLAIMANT = "clock_on_claimant"
    CLOCK_ON_OTHER = "clock_on_other"


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """One line of the table."""

    verb: ClaimVerb
    actors: frozenset[Claimer]
    before: frozenset[ClaimState]
    after: ClaimState


_S, _A = ClaimState, Claimer
CLAIM_STEPS = (
    ClaimStep(ClaimVerb.ANSWER, frozenset({_A.ANSWERER}), BETWEEN_SIDES, _S.ANSWERED),
    ClaimStep(ClaimVerb.AGREE, frozenset({_A.ANSWERER}), BETWEEN_SIDES, _S.AGREED),
    ClaimStep(ClaimVerb.ESCALATE, frozenset({_A.CLAIMANT, _A.OTHER}), frozenset({_S.ANSWERED}), _S.ESCALATED),
    ClaimStep(ClaimVerb.ESCALATE_BY_SILENCE, frozenset({_A.CLOCK_ON_OTHER}), BETWEEN_SIDES, _S.ESCALATED),
    ClaimStep(ClaimVerb.WITHDRAW, frozenset({_A.CLAIMANT}), OPEN_CLAIMS, _S.WITHDRAWN),
    ClaimStep(ClaimVerb.LAPSE, frozenset({_A.CLOCK_ON_CLAIMANT}), BETWEEN_SIDES, _S.LAPSED),
    ClaimStep(ClaimVerb.DECIDE, frozenset({_A.JUDGE}), frozenset({_S.ESCALATED}), _S.DECIDED),
)


def claim_step_from(verb: ClaimVerb, state: ClaimState) -> ClaimStep | None:
    """The line of the table for a verb in a state, or None where it cannot happen."""
    return next((step for step in CLAIM_STEPS if step.verb is verb and state in step.before), None)
