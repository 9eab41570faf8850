"""The one table of a rhythm: from which state, by which verb, fired by whom, to which state."""

import enum
from dataclasses import dataclass

from exchange.deals.core.actors import SIDES, Actor
from exchange.deals.core.contract import DealState


class RhythmState(enum.StrEnum):
    """Where a rhythm stands."""

    PROPOSED = "proposed"
    RUNNING = "running"
    PAUSED = "paused"
    ENDING = "ending"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class RhythmVerb(enum.StrEnum):
    """What can happen to a rhythm; the value is its word in the journal."""

    PROPOSE = "rhythm_proposed"
    AGREE = "rhythm_agreed"
    DECLINE = "rhythm_declined"
    WITHDRAW = "rhythm_withdrawn"
    LAPSE = "rhythm_lapsed"
    PAUSE = "rhythm_paused"
    RESUME = "rhythm_resumed"
    RESUME_BY_CLOCK = "rhythm_resumed_by_clock"
    SKIP = "load_skipped"
    ROLL = "loads_planned"
    END = "rhythm_ending"
    FINISH = "rhythm_ended"


@dataclass(frozen=True, slots=True)
class RhythmStep:
    """One line of the table. The mover proposed the rhythm, or paused it; the answerer is the other side."""

    verb: RhythmVerb
    actors: frozenset[Actor]
    before: RhythmState
    after: RhythmState


_S, _V = RhythmState, RhythmVerb
_ANSWERER, _MOVER, _TIMER = frozenset({Actor.ANSWERER}), frozenset({Actor.MOVER}), frozenset({Actor.TIMER})

RHYTHM_STEPS = (
    RhythmStep(_V.AGREE, _ANSWERER, _S.PROPOSED, _S.RUNNING),
    RhythmStep(_V.DECLINE, _ANSWERER, _S.PROPOSED, _S.DECLINED),
    RhythmStep(_V.WITHDRAW, _MOVER, _S.PROPOSED, _S.WITHDRAWN),
    RhythmStep(_V.LAPSE, _TIMER, _S.PROPOSED, _S.LAPSED),
    RhythmStep(_V.PAUSE, SIDES, _S.RUNNING, _S.PAUSED),
    RhythmStep(_V.RESUME, _MOVER, _S.PAUSED, _S.RUNNING),
    RhythmStep(_V.RESUME_BY_CLOCK, _TIMER, _S.PAUSED, _S.RUNNING),
    RhythmStep(_V.END, SIDES, _S.RUNNING, _S.ENDING),
    RhythmStep(_V.END, SIDES, _S.PAUSED, _S.ENDING),
    RhythmStep(_V.SKIP, SIDES, _S.RUNNING, _S.RUNNING),
    RhythmStep(_V.SKIP, SIDES, _S.PAUSED, _S.PAUSED),
    RhythmStep(_V.SKIP, SIDES, _S.ENDING, _S.ENDING),
    RhythmStep(_V.ROLL, _TIMER, _S.RUNNING, _S.RUNNING),
    RhythmStep(_V.ROLL, _TIMER, _S.ENDING, _S.ENDING),
    RhythmStep(_V.FINISH, _TIMER, _S.RUNNING, _S.ENDED),
    RhythmStep(_V.FINISH, _TIMER, _S.ENDING, _S.ENDED),
)

OPEN_RHYTHMS = frozenset({_S.PROPOSED, _S.RUNNING, _S.PAUSED, _S.ENDING})
"""States in which something still happens; every other is final."""
ROLLING = frozenset({_S.RUNNING, _S.ENDING})
"""States in which loads are planned ahead."""
CONTRACT_STATES = {_S.RUNNING: DealState.ACTIVE, _S.PAUSED: DealState.SUSPENDED, _S.ENDING: DealState.ACTIVE}
"""Where the contract stands while its rhythm binds."""


def rhythm_step_from(verb: RhythmVerb, state: RhythmState) -> RhythmStep | None:
    """The line of the table for a verb in a state, or None where it cannot happen."""
    return next((step for step in RHYTHM_STEPS if step.verb is verb and step.before is state), None)
