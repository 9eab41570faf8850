"""The best counterparts of a listing whose matches still follow a change: ranked now, stored a moment later."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business, Standing
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer
from exchange.matching.core.facts import Side
from exchange.matching.listed import Listed
from exchange.matching.queries import facts, ranking, weights
from exchange.matching.queries.dismissals import not_dismissed
from exchange.matching.queries.facts import LIVE
from exchange.matching.queries.ranking import Ranked


def foreseen(listing: Listed, *, with_observed: bool, day: date, most: int) -> list[tuple[UUID, UUID, Ranked, Any]]:
    """Offer, need, points and haul, and the other's row (title, town), best first, of a live listing."""
    ranked = _ranked(listing, with_observed, day, most)
    others = {row.id: row for row in session().execute(_others(listing, [one.id for one in ranked], with_observed))}
    ends = ((listing.id, one.id) if listing.side is Side.OFFER else (one.id, listing.id) for one in ranked)
    return [(*pair, one, others[one.id]) for pair, one in zip(ends, ranked, strict=True) if one.id in others]


def _ranked(listing: Listed, with_observed: bool, day: date, most: int) -> list[Ranked]:
    if listing.side is Side.OFFER:
        offer = facts.offers([listing.id])[listing.id]
        return ranking.best_needs(offer, weights.current(), most, with_observed=with_observed)
    need = facts.needs(day, [listing.id])[listing.id]
    return ranking.best_offers(need, weights.current(), most, with_observed=with_observed)


def _others(listing: Listed, ids: list[UUID], with_observed: bool) -> sa.Select[Any]:
    other: Any = Need if listing.side is Side.OFFER else Offer
    pair = (listing.id, other.id) if listing.side is Side.OFFER else (other.id, listing.id)
    rows = sa.select(other.id, other.title, other.cell_name).where(other.id.in_(ids))
    rows = rows.where(not_dismissed(listing.side, *pair))
    if with_observed:
        return rows.where(other.state.in_(LIVE))
    rows = rows.join(Business, Business.id == other.business_id)
    return rows.where(other.state == ListingState.PUBLISHED, Business.standing == Standing.ACTIVE)
