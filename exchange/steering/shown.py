"""What the pages of introductions show, gathered."""

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.matching.core.facts import Side
from exchange.steering.funnel import Stage
from exchange.steering.queries.introductions import Count, Standing

_ORDER = list(Stage)


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A stage: how many came at least so far, how many stand there, how many died there and of what."""

    stage: Stage
    came: int
    stand: int
    died: int
    reasons: list[tuple[str, int]]


def funnel_rows(counts: Sequence[Count]) -> list[FunnelRow]:
    """The stages from the first to the last; whoever came further came through all before."""
    rows = []
    for place, stage in enumerate(_ORDER):
        here = [count for count in counts if count.reached is stage]
        reasons = Counter({count.ending: count.number for count in here if count.ending})
        came = sum(count.number for count in counts if _ORDER.index(count.reached) >= place)
        stand = sum(count.number for count in here if not count.ending)
        rows.append(FunnelRow(stage, came, stand, reasons.total(), reasons.most_common()))
    return rows


class Step(enum.StrEnum):
    """What a side can do next."""

    CONFIRM = "confirm"
    SEE_MATCHES = "see_matches"
    WAIT = "wait"
    OVER = "over"


def step_of(standing: Standing, side: Side) -> Step:
    """From the facts: confirm one's own flow first, then meet, or wait for the other to post."""
    own, other = standing.posted_offer_id, standing.posted_need_id
    if side is Side.NEED:
        own, other = other, own
    if standing.ending:
        return Step.OVER
    if own is None:
        return Step.CONFIRM
    return Step.SEE_MATCHES if other else Step.WAIT
