"""Who fires the steps of a deal and of its loads."""

import enum


class Actor(enum.StrEnum):
    """Who may fire a step. A side is also the mover (it proposed or weighed last) or the answerer (the other did)."""

    GIVER = "giver"
    TAKER = "taker"
    MOVER = "mover"
    ANSWERER = "answerer"
    TIMER = "timer"


SIDES = frozenset({Actor.GIVER, Actor.TAKER})
