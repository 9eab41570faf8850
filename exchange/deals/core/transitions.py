"""The one table of a deal: from which state, by which verb, fired by whom, to which state.

Contract and movement are two machines; a step names both. Service, page and test read this table, so that a
verb that is not here cannot happen and one that is here is tested.
"""

import enum
from dataclasses import dataclass


class DealState(enum.StrEnum):
    """Where the contract stands."""

    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN_STATES = frozenset({DealState.NEGOTIATING, DealState.AGREED})
"""States in which somebody must still act; every other is final."""


class MovementState(enum.StrEnum):
    """Where one load stands."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Verb(enum.StrEnum):
    """What can happen to a deal; the value is its word in the journal."""

    PROPOSE = "proposed"
    COUNTER = "countered"
    ACCEPT = "accepted"
    DECLINE = "declined"
    WITHDRAW = "withdrawn"
    EXPIRE = "expired"
    CANCEL = "cancelled"
    PROPOSE_SLOT = "slot_proposed"
    AGREE_SLOT = "slot_agreed"
    HAND_OVER = "handed_over"
    WEIGH = "weighed"
    CONFIRM = "confirmed"
    CONFIRM_BY_SILENCE = "confirmed_by_silence"


class Actor(enum.StrEnum):
    """Who may fire a step. A side is also the mover (it proposed or weighed last) or the answerer (the other did)."""

    GIVER = "giver"
    TAKER = "taker"
    MOVER = "mover"
    ANSWERER = "answerer"
    TIMER = "timer"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table. A load of None means that there is none yet."""

    verb: Verb
    actors: frozenset[Actor]
    deal_from: DealState
    loads_from: frozenset[MovementState | None]
    deal_to: DealState
    load_to: MovementState | None


def _step(
    verb: Verb,
    actors: set[Actor],
    before: tuple[DealState, set[MovementState | None]],
    after: tuple[DealState, MovementState | None],
) -> Step:
    return Step(verb, frozenset(actors), before[0], frozenset(before[1]), *after)


_D, _M = DealState, MovementState
_SIDES = {Actor.GIVER, Actor.TAKER}
_TALKING: tuple[DealState, set[MovementState | None]] = (_D.NEGOTIATING, {None})
_WAITING: tuple[DealState, set[MovementState | None]] = (_D.AGREED, {_M.PLANNED, _M.SCHEDULED})
_WEIGHED: tuple[DealState, set[MovementState | None]] = (_D.AGREED, {_M.RECEIVED})

STEPS = (
    _step(Verb.COUNTER, _SIDES, _TALKING, (_D.NEGOTIATING, None)),
    _step(Verb.ACCEPT, {Actor.ANSWERER}, _TALKING, (_D.AGREED, _M.PLANNED)),
    _step(Verb.DECLINE, {Actor.ANSWERER}, _TALKING, (_D.DECLINED, None)),
    _step(Verb.WITHDRAW, {Actor.MOVER}, _TALKING, (_D.WITHDRAWN, None)),
    _step(Verb.EXPIRE, {Actor.TIMER}, _TALKING, (_D.EXPIRED, None)),
    _step(Verb.CANCEL, _SIDES, _WAITING, (_D.CANCELLED, _M.CANCELLED)),
    _step(Verb.PROPOSE_SLOT, _SIDES, _WAITING, (_D.AGREED, _M.PLANNED)),
    _step(Verb.AGREE_SLOT, {Actor.ANSWERER}, (_D.AGREED, {_M.PLANNED}), (_D.AGREED, _M.SCHEDULED)),
    _step(Verb.HAND_OVER, _SIDES, _WAITING, (_D.AGREED, _M.IN_TRANSIT)),
    _step(Verb.WEIGH, _SIDES, (_D.AGREED, {_M.IN_TRANSIT}), (_D.AGREED, _M.RECEIVED)),
    _step(Verb.WEIGH, {Actor.ANSWERER}, _WEIGHED, (_D.AGREED, _M.RECEIVED)),
    _step(Verb.CONFIRM, {Actor.ANSWERER}, _WEIGHED, (_D.COMPLETED, _M.CONFIRMED)),
    _step(Verb.CONFIRM_BY_SILENCE, {Actor.TIMER}, _WEIGHED, (_D.COMPLETED, _M.CONFIRMED)),
)


def step_from(verb: Verb, deal: DealState, load: MovementState | None) -> Step | None:
    """The line of the table for a verb in a state, or None where it cannot happen."""
    found = (step for step in STEPS if step.verb is verb and step.deal_from is deal and load in step.loads_from)
    return next(found, None)
