"""The one table of a contract: from which state, by which verb, fired by whom, to which state.

Service, page and test read this table, so that a verb that is not here cannot happen and one that is here is tested.
"""

import enum
from collections.abc import Collection
from dataclasses import dataclass

from exchange.deals.core.actors import SIDES, Actor
from exchange.deals.core.movement import OPEN_LOADS, WAITING_LOADS, MovementState


class DealState(enum.StrEnum):
    """Where the contract stands."""

    NEGOTIATING = "negotiating"
    SAMPLE = "sample"
    HELD = "held"
    ON_HOLD = "on_hold"
    AGREED = "agreed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


TALKING_STATES = frozenset({DealState.NEGOTIATING, DealState.SAMPLE, DealState.HELD, DealState.ON_HOLD})
"""Before the yes: terms are on the table, nothing is bound but what is held."""
BOUND_STATES = frozenset({DealState.AGREED, DealState.ACTIVE, DealState.SUSPENDED})
"""After the yes: the two know one another, loads can move."""
OPEN_STATES = TALKING_STATES | BOUND_STATES
"""States in which somebody must still act; every other is final."""


class Verb(enum.StrEnum):
    """What can happen to a contract; the value is its word in the journal."""

    PROPOSE = "proposed"
    COUNTER = "countered"
    ACCEPT = "accepted"
    DECLINE = "declined"
    WITHDRAW = "withdrawn"
    EXPIRE = "expired"
    CANCEL = "cancelled"
    ASK_HOLD = "hold_asked"
    GRANT_HOLD = "hold_granted"
    REFUSE_HOLD = "hold_refused"
    ASK_LONGER = "hold_longer_asked"
    EXTEND_HOLD = "hold_extended"
    RELEASE_HOLD = "hold_released"
    LAPSE_HOLD = "hold_lapsed"
    ASK_SAMPLE = "sample_asked"
    GIVE_SAMPLE = "sample_given"
    REFUSE_SAMPLE = "sample_refused"
    DROP_SAMPLE = "sample_dropped"
    JUDGE_SAMPLE = "sample_judged"
    LAPSE_SAMPLE = "sample_lapsed"
    CLAIM = "claimed"
    WAIT = "waits_for_stock"
    REVIVE = "revived"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table.

    ``loads``: states in which every load must be; None where they do not matter. ``asks_hold``: whether a hold is
    asked for and not yet answered; ``gave_sample``: whether the sample was handed out; None where it does not matter.
    """

    verb: Verb
    actors: frozenset[Actor]
    before: frozenset[DealState]
    after: DealState
    loads: frozenset[MovementState] | None = None
    asks_hold: bool | None = None
    gave_sample: bool | None = None


_D = DealState
_ANSWERER, _MOVER, _TIMER = frozenset({Actor.ANSWERER}), frozenset({Actor.MOVER}), frozenset({Actor.TIMER})
_GIVER, _TAKER = frozenset({Actor.GIVER}), frozenset({Actor.TAKER})
_TALKING, _HELD, _ON_HOLD = frozenset({_D.NEGOTIATING}), frozenset({_D.HELD}), frozenset({_D.ON_HOLD})
_SAMPLE = frozenset({_D.SAMPLE})

CLOCK_STOPS = frozenset({DealState.SAMPLE, DealState.HELD, DealState.ON_HOLD})
"""States in which the terms on the table do not lapse; the time left runs on when the talk does."""

STEPS = (
    Step(Verb.COUNTER, SIDES, _TALKING | _ON_HOLD, _D.NEGOTIATING),
    Step(Verb.COUNTER, SIDES, _HELD, _D.HELD),
    Step(Verb.ACCEPT, _ANSWERER, _TALKING | _HELD, _D.AGREED),
    Step(Verb.DECLINE, _ANSWERER, TALKING_STATES, _D.DECLINED),
    Step(Verb.WITHDRAW, _MOVER, TALKING_STATES, _D.WITHDRAWN),
    Step(Verb.EXPIRE, _TIMER, _TALKING | _ON_HOLD, _D.EXPIRED),
    Step(Verb.ASK_HOLD, _TAKER, _TALKING, _D.NEGOTIATING, asks_hold=False),
    Step(Verb.GRANT_HOLD, _GIVER, _TALKING, _D.HELD, asks_hold=True),
    Step(Verb.REFUSE_HOLD, _GIVER, _TALKING, _D.NEGOTIATING, asks_hold=True),
    Step(Verb.ASK_LONGER, _TAKER, _HELD, _D.HELD),
    Step(Verb.EXTEND_HOLD, _GIVER, _HELD, _D.HELD),
    Step(Verb.RELEASE_HOLD, _TAKER, _HELD, _D.NEGOTIATING),
    Step(Verb.LAPSE_HOLD, _TIMER, _HELD, _D.NEGOTIATING),
    Step(Verb.ASK_SAMPLE, _TAKER, _TALKING, _D.SAMPLE, asks_hold=False),
    Step(Verb.GIVE_SAMPLE, _GIVER, _SAMPLE, _D.SAMPLE, gave_sample=False),
    Step(Verb.REFUSE_SAMPLE, _GIVER, _SAMPLE, _D.NEGOTIATING, gave_sample=False),
    Step(Verb.DROP_SAMPLE, _TAKER, _SAMPLE, _D.NEGOTIATING, gave_sample=False),
    Step(Verb.JUDGE_SAMPLE, _TAKER, _SAMPLE, _D.NEGOTIATING, gave_sample=True),
    Step(Verb.LAPSE_SAMPLE, _TIMER, _SAMPLE, _D.NEGOTIATING),
    Step(Verb.WAIT, _TIMER, _TALKING, _D.ON_HOLD),
    Step(Verb.REVIVE, _TIMER, _ON_HOLD, _D.NEGOTIATING),
    Step(Verb.CANCEL, SIDES, frozenset({_D.AGREED}), _D.CANCELLED, loads=WAITING_LOADS),
)


def step_from(
    verb: Verb,
    state: DealState,
    loads: Collection[MovementState] = (),
    *,
    asks_hold: bool = False,
    gave_sample: bool = False,
) -> Step | None:
    """The line of the table for a verb in a state with loads in theirs, or None where it cannot happen."""
    found = (step for step in STEPS if step.verb is verb and state in step.before)
    fits = (step for step in found if step.loads is None or set(loads) <= step.loads)
    asked = (step for step in fits if step.asks_hold in {None, asks_hold})
    return next((step for step in asked if step.gave_sample in {None, gave_sample}), None)


def after_loads(state: DealState, loads: Collection[MovementState]) -> DealState:
    """Where a contract stands once a load has moved: one for a quantity is done with its last load.

    When every load went back, nothing was delivered: it has come to nothing.

    >>> after_loads(DealState.AGREED, [MovementState.CONFIRMED, MovementState.PLANNED]).value
    'agreed'
    """
    if state is not DealState.AGREED or OPEN_LOADS.intersection(loads):
        return state
    return DealState.COMPLETED if MovementState.CONFIRMED in loads else DealState.CANCELLED
