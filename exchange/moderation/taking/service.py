"""Taking one case, or the next of the queue of new listings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.service import ensure_free, take
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queries
from exchange.moderation.models import ListingKind
from exchange.moderation.queries import Listing, Reader
from exchange.moderation.taking.known import ensure_waits

MOST_TRIES = 20
"""Each try that gets too few gives way to somebody who got them: so many people at once are not expected."""


def take_case(kind: CaseKind, case_id: UUID, *, by: UUID, may_administer: bool, at: datetime) -> None:
    """This person works on it for twenty minutes. Raises as ``ensure_waits``, and Conflict while somebody has it."""
    ensure_waits(kind, case_id, by=by, may_administer=may_administer)
    take(kind, [case_id], by=by, at=at)
    ensure_free(kind, case_id, by=by, at=at)


def take_next(most: int, *, by: UUID, at: datetime) -> int:
    """The next listings that nobody has, until this person has ``most``; how many they have then.

    Of several who press at once each gets others: a try that met somebody looks again at what is free. Each try
    is its own transaction, so that nobody waits for two at once.
    """
    mine = 0
    for _try in range(MOST_TRIES):
        with unit_of_work():
            wanted = [one for one in queries.listings_waiting(most, Reader(by, at)) if one.business_id not in _own(by)]
            mine = sum(_take(kind, wanted, by, at) for kind in ListingKind)
        if mine == len(wanted):
            break
    return mine


def _own(by: UUID) -> frozenset[UUID]:
    return queries.business_ids_of(by)


def _take(kind: ListingKind, wanted: Sequence[Listing], by: UUID, at: datetime) -> int:
    ids = [one.id for one in wanted if queries.kind_of(one) is kind]
    return len(take(CaseKind(kind), ids, by=by, at=at))
