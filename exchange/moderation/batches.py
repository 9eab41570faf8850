"""Deciding about many cases in one press: each is its own decision, and what cannot be decided is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries, service
from exchange.moderation.models import Ground
from exchange.moderation.ready import ready
from exchange.moderation.service import Case

MOST = 50
One = TypeVar("One")


@dataclass(slots=True)
class Done:
    """How many were decided; of the others, their names and why not."""

    decided: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def each(cases: Sequence[One], decide_one: Callable[[One], object], name: Callable[[One], str]) -> Done:
    """Decide each in a transaction of its own, fifty at most; what is refused is left and named.

    What somebody else decided or has taken, what changed since and what is one's own company's is refused.
    """
    done = Done()
    for case in cases[:MOST]:
        try:
            with unit_of_work():
                decide_one(case)
        except Refusal as refusal:
            done.left.append((name(case), refusal.message))
        else:
            done.decided += 1
    return done


def decide(cases: Sequence[Case], ground: Ground | None, *, by: UUID, at: datetime) -> Done:
    """Approve listings, or refuse them with the ready words of a ground."""
    return each(cases, lambda case: _decide(case, ground, by, at), _title)


def _title(case: Case) -> str:
    listing = queries.listing(case.kind, case.listing_id)
    return listing.title if listing else ""


def _decide(case: Case, ground: Ground | None, by: UUID, at: datetime) -> None:
    if ground is None:
        service.approve(case, by=by, at=at)
        return
    listing = service.ensure_open(case.kind, queries.listing(case.kind, case.listing_id), by=by)
    service.refuse(case, ready(ground, listing), by=by, at=at)
