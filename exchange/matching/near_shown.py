"""A near miss as templates read it: what is missing, and the one press that would do."""

from dataclasses import dataclass
from uuid import UUID

from exchange.matching import changing, labels
from exchange.matching.core.compatibility import Rule
from exchange.matching.core.facts import Side
from exchange.matching.queries.misses import NearMiss


@dataclass(frozen=True, slots=True)
class NearBlock:
    """What a near miss shows: what is missing, and the button where the change is this side's to make."""

    title: str
    href: str
    place: str
    distance_km: float
    other_id: UUID
    is_observed: bool
    rule: Rule
    rule_label: str
    missing: str
    button: str
    """What one press would do; empty where it is the other side's to change."""
    seen: str


def near_block(near: NearMiss, side: Side) -> NearBlock:
    """A near miss for the page of the listing on ``side``."""
    own = None if near.is_observed else near.missed.own_change(side)
    return NearBlock(
        title=near.title,
        href=f"/{'needs' if side is Side.OFFER else 'offers'}/{near.other_id}",
        place=near.place,
        distance_km=near.missed.distance_km,
        other_id=near.other_id,
        is_observed=near.is_observed,
        rule=near.missed.rule,
        rule_label=str(labels.soft_rule(near.missed.rule)),
        missing=changing.missing(near.missed.change),
        button=changing.button(own) if own else "",
        seen=changing.written(own) if own else "",
    )
