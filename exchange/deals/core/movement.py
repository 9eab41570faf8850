"""The one table of a load: from which state, by which verb, fired by whom, to which state.

A load moves only while its contract binds. Service, page and test read this table, so that a verb that is not here
cannot happen and one that is here is tested.
"""

import enum
from dataclasses import dataclass

from exchange.deals.core.actors import SIDES, Actor


class MovementState(enum.StrEnum):
    """Where one load stands."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    PART_ACCEPTED = "part_accepted"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


WAITING_LOADS = frozenset({MovementState.PLANNED, MovementState.SCHEDULED})
"""Still in the giver's yard: the stock is committed, the load can be called off."""
TOLD_LOADS = frozenset({MovementState.RECEIVED, MovementState.PART_ACCEPTED, MovementState.REFUSED})
"""Arrived: one side told what came of it, the other has the last word."""
MOVING_LOADS = TOLD_LOADS | {MovementState.IN_TRANSIT}
"""Out of the yard, and its weight not yet the truth."""
OPEN_LOADS = WAITING_LOADS | MOVING_LOADS
"""States in which somebody must still act; every other is final."""


class LoadVerb(enum.StrEnum):
    """What can happen to a load; the value is its word in the journal."""

    PROPOSE_SLOT = "slot_proposed"
    AGREE_SLOT = "slot_agreed"
    HAND_OVER = "handed_over"
    WEIGH = "weighed"
    REFUSE_PART = "refused_in_part"
    REFUSE_ALL = "refused"
    CONFIRM = "confirmed"
    CONFIRM_BY_SILENCE = "confirmed_by_silence"
    TAKE_BACK = "taken_back"
    TAKE_BACK_BY_SILENCE = "taken_back_by_silence"


@dataclass(frozen=True, slots=True)
class LoadStep:
    """One line of the table."""

    verb: LoadVerb
    actors: frozenset[Actor]
    before: frozenset[MovementState]
    after: MovementState


_M, _ANSWERER, _TIMER = MovementState, frozenset({Actor.ANSWERER}), frozenset({Actor.TIMER})
_TAKER = frozenset({Actor.TAKER})
_RECEIVED, _PART, _REFUSED = frozenset({_M.RECEIVED}), frozenset({_M.PART_ACCEPTED}), frozenset({_M.REFUSED})

LOAD_STEPS = (
    LoadStep(LoadVerb.PROPOSE_SLOT, SIDES, WAITING_LOADS, _M.PLANNED),
    LoadStep(LoadVerb.AGREE_SLOT, _ANSWERER, frozenset({_M.PLANNED}), _M.SCHEDULED),
    LoadStep(LoadVerb.HAND_OVER, SIDES, WAITING_LOADS, _M.IN_TRANSIT),
    LoadStep(LoadVerb.WEIGH, SIDES, frozenset({_M.IN_TRANSIT}), _M.RECEIVED),
    LoadStep(LoadVerb.WEIGH, _ANSWERER, _RECEIVED, _M.RECEIVED),
    LoadStep(LoadVerb.WEIGH, _ANSWERER, _PART, _M.PART_ACCEPTED),
    LoadStep(LoadVerb.REFUSE_PART, _TAKER, TOLD_LOADS | {_M.IN_TRANSIT}, _M.PART_ACCEPTED),
    LoadStep(LoadVerb.REFUSE_ALL, _TAKER, TOLD_LOADS | {_M.IN_TRANSIT}, _M.REFUSED),
    LoadStep(LoadVerb.CONFIRM, _ANSWERER, _RECEIVED | _PART, _M.CONFIRMED),
    LoadStep(LoadVerb.CONFIRM_BY_SILENCE, _TIMER, _RECEIVED | _PART, _M.CONFIRMED),
    LoadStep(LoadVerb.TAKE_BACK, _ANSWERER, _REFUSED, _M.RETURNED),
    LoadStep(LoadVerb.TAKE_BACK_BY_SILENCE, _TIMER, _REFUSED, _M.RETURNED),
)


def load_step_from(verb: LoadVerb, state: MovementState) -> LoadStep | None:
    """The line of the table for a verb in a state, or None where it cannot happen."""
    return next((step for step in LOAD_STEPS if step.verb is verb and state in step.before), None)
