"""Stored matches, ranked, as the pages and programs of one side see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business, Standing
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.verdict import Verdict
from exchange.matching.core.weights import Weights
from exchange.matching.judging import judge
from exchange.matching.listed import Listed
from exchange.matching.models import Match
from exchange.matching.queries import facts, weights
from exchange.matching.queries.dismissals import not_dismissed
from exchange.matching.queries.facts import ACCEPTED_CODES, LIVE
from exchange.matching.queries.foreseen import foreseen
from exchange.web.paging import Page, cut, read_cursor

PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A stored match as one side sees it: the other listing by title and town of its cell, never by name."""

    match: Match
    other_id: UUID
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what both listings are now, judged anew: the reasons that a page shows are never stale."""

    hit: Hit
    offer: OfferFacts
    need: NeedFacts
    verdict: Verdict
    weights: Weights


def listed(side: Side, listing_id: UUID) -> Listed | None:
    """A listing of one side, or None."""
    table: Any = Offer if side is Side.OFFER else Need
    row = session().execute(
        sa.select(table.business_id, table.title, table.state, table.matched_at).where(table.id == listing_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    is_waiting = row.matched_at is None and row.state in LIVE
    return Listed(listing_id, side, row.business_id, row.title, row.state, is_waiting)


def ranked(
    listing: Listed, *, with_observed: bool, day: date, size: int = PAGE, after: str | None = None
) -> Page[Found]:
    """The live matches of a listing, best first, ties by the other's id; ``after`` is the cursor of a page before.

    ``with_observed`` is for staff alone: the others never see what a register saw. ``day`` says which permits are in
    force. While a change waits for its job, the best are ranked on the spot: nobody waits to see who fits.
    """
    if listing.is_waiting:
        return Page(_judged(_foreseen(listing, with_observed, day, size), day), None)
    own, other = _ends(listing.side)
    rows = _found(listing.side, with_observed).where(own == listing.id)
    key = read_cursor(after, 2)
    if key is not None and isinstance(key[0], int) and (last := _uuid(key[1])):
        rows = rows.where(sa.or_(Match.score < key[0], sa.and_(Match.score == key[0], other > last)))
    rows = rows.order_by(Match.score.desc(), other).limit(size + 1)
    page = cut([Hit(*row) for row in session().execute(rows)], size, lambda hit: [hit.match.score, hit.other_id])
    return Page(_judged(page.rows, day), page.next_cursor)


def newest(business_id: UUID, most: int, *, day: date) -> list[tuple[Side, Found]]:
    """The latest live matches of a business's listings, both sides, newest first."""
    both: list[tuple[Side, Hit]] = []
    for side in Side:
        mine: Any = Offer if side is Side.OFFER else Need
        own, _ = _ends(side)
        rows = _found(side, with_observed=False).join(mine, mine.id == own)
        rows = rows.where(mine.business_id == business_id, mine.state == ListingState.PUBLISHED)
        rows = rows.order_by(Match.created_at.desc(), Match.score.desc(), *_ends(side)).limit(most)
        both += [(side, Hit(*row)) for row in session().execute(rows)]
    both.sort(key=lambda pair: (pair[1].match.created_at, pair[1].match.score), reverse=True)
    sides = {id(hit): side for side, hit in both}
    return [(sides[id(found.hit)], found) for found in _judged([hit for _, hit in both[:most]], day)]


def everything(batch: int = 2000) -> Iterator[Any]:
    """All live matches with what programs call their ends, streamed: best first for each offer."""
    rows = (
        sa.select(
            Match.offer_id, Match.need_id, Match.score, Match.distance_km, Offer.material_code,
            Offer.observed_ref.label("offer_ref"), Need.observed_ref.label("need_ref"), ACCEPTED_CODES,
        )
        .join(Offer, Offer.id == Match.offer_id)
        .join(Need, Need.id == Match.need_id)
        .where(Match.is_live)
        .order_by(Match.offer_id, Match.score.desc(), Match.need_id)
    )  # fmt: skip
    for part in session().execute(rows, execution_options={"yield_per": batch}).partitions():
        yield from part


def _foreseen(listing: Listed, with_observed: bool, day: date, most: int) -> list[Hit]:
    return [
        Hit(Match(offer_id=offer, need_id=need, score=one.score, is_observed=one.is_observed), one.id, *other[1:])
        for offer, need, one, other in foreseen(listing, with_observed=with_observed, day=day, most=most)
    ]


def _judged(hits: Sequence[Hit], day: date) -> list[Found]:
    """What fits no more is left out: its job waits, and the store will follow."""
    offers = facts.offers({hit.match.offer_id for hit in hits})
    needs = facts.needs(day, {hit.match.need_id for hit in hits})
    in_force = weights.current()
    ends = [(hit, offers[hit.match.offer_id], needs[hit.match.need_id]) for hit in hits]
    found = [Found(hit, offer, need, judge(offer, need, in_force), in_force) for hit, offer, need in ends]
    return [one for one in found if one.verdict.is_compatible]


def _ends(side: Side) -> Sequence[Any]:
    return (Match.offer_id, Match.need_id) if side is Side.OFFER else (Match.need_id, Match.offer_id)


def _found(side: Side, with_observed: bool) -> sa.Select[Any]:
    """Only what may still be seen: a listing that was just withdrawn is gone before its job has run."""
    other: Any = Need if side is Side.OFFER else Offer
    _, other_id = _ends(side)
    seen = LIVE if with_observed else (ListingState.PUBLISHED,)
    rows = sa.select(Match, other.id, other.title, other.cell_name).join(other, other.id == other_id)
    rows = rows.join(Business, Business.id == other.business_id)
    rows = rows.where(Match.is_live, other.state.in_(seen), not_dismissed(side))
    return rows if with_observed else rows.where(Match.is_observed.is_(False), Business.standing == Standing.ACTIVE)


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None
