"""Telling both sides of what fits, once: one notice per business and job, the best pair in front."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.matching.core.facts import Side
from exchange.matching.models import Match
from exchange.matching.queries import dismissals
from exchange.notices import service as notices
from exchange.notices.models import Topic


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a notice says of a listing: never who posted it."""

    id: UUID
    business_id: UUID
    title: str
    town: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A new pair as one side hears of it."""

    offer_id: UUID
    need_id: UUID
    score: int
    distance_km: float
    own: _Listing
    other: _Listing


def tell_new(which: sa.ColumnElement[bool], *, at: datetime) -> None:
    """Tell of live pairs that nobody was told of; marked in the same transaction, so never twice.

    Pairs with an observed side are not told to anybody, and a pair that a side put aside is not told to that side.
    """
    untold = which & Match.is_live & Match.is_observed.is_(False) & Match.told_at.is_(None)
    marked = sa.update(Match).where(untold).values(told_at=at).execution_options(synchronize_session=False)
    rows = session().execute(marked.returning(Match.offer_id, Match.need_id, Match.score, Match.distance_km)).all()
    offers = _listings(Offer, {row.offer_id for row in rows})
    needs = _listings(Need, {row.need_id for row in rows})
    aside = dismissals.among({row.offer_id for row in rows})
    for side in Side:
        heard = [row for row in rows if (row.offer_id, row.need_id, side) not in aside]
        for business_id, found in _by_business(heard, offers, needs, side).items():
            _tell(business_id, found, side, at)


def _listings(table: type[Offer] | type[Need], ids: Iterable[UUID]) -> dict[UUID, _Listing]:
    rows = sa.select(table.id, table.business_id, table.title, table.cell_name).where(table.id.in_(list(ids)))
    return {row.id: _Listing(*row) for row in session().execute(rows)}


def _by_business(
    rows: Sequence[Any], offers: dict[UUID, _Listing], needs: dict[UUID, _Listing], side: Side
) -> dict[UUID, list[_Found]]:
    """The new pairs of each business that hears as this side, best first; ties as lists break them, by id."""
    heard: dict[UUID, list[_Found]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-row.score, row.offer_id, row.need_id)):
        ends = offers[row.offer_id], needs[row.need_id]
        own, other = ends if side is Side.OFFER else ends[::-1]
        heard[own.business_id].append(_Found(row.offer_id, row.need_id, row.score, row.distance_km, own, other))
    return heard


def _tell(business_id: UUID, found: Sequence[_Found], side: Side, at: datetime) -> None:
    best = found[0]
    notices.tell_business(
        business_id,
        "match_found",
        at=at,
        path=f"/{side}s/{best.own.id}#match-{best.other.id}",
        dedupe_key=f"match:{best.offer_id}:{best.need_id}",
        topic=Topic.MATCHES,
        points=best.score,
        own=best.own.title,
        title=best.other.title,
        place=best.other.town,
        distance_km=best.distance_km,
        score=best.score,
        others=len(found) - 1,
    )
