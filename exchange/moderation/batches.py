"""Deciding about many listings in one press: each is its own decision, and what cannot be decided is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries, service
from exchange.moderation.models import Ground
from exchange.moderation.ready import ready
from exchange.moderation.service import Case

MOST = 50


@dataclass(slots=True)
class Done:
    """How many were decided; of the others, their titles and why not."""

    decided: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def decide(cases: Sequence[Case], ground: Ground | None, *, by: UUID, at: datetime) -> Done:
    """Approve all, or refuse all with the ready words of a ground; each in a transaction of its own.

    What somebody else decided, what changed since it was looked at and what is one's own company's is left.
    """
    done = Done()
    for case in cases[:MOST]:
        try:
            with unit_of_work():
                _decide(case, ground, by, at)
        except Refusal as refusal:
            listing = queries.listing(case.kind, case.listing_id)
            done.left.append((listing.title if listing else "", refusal.message))
        else:
            done.decided += 1
    return done


def _decide(case: Case, ground: Ground | None, by: UUID, at: datetime) -> None:
    if ground is None:
        service.approve(case, by=by, at=at)
        return
    listing = service.ensure_open(case.kind, queries.listing(case.kind, case.listing_id), by=by)
    service.refuse(case, ready(ground, listing), by=by, at=at)
