"""Near misses of a listing as its page shows them: few, the smallest shortfall first, judged anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.place import haul_km
from exchange.listings.models import Need, Offer
from exchange.matching.core.compatibility import SOFT, Rule, failing_rules
from exchange.matching.core.counterfactual import Change, counterfactual
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.nearness import is_in_sight, own_change, share_missing
from exchange.matching.listed import Listed
from exchange.matching.queries import facts
from exchange.matching.queries.near import pairs_near

MOST = 10


@dataclass(frozen=True, slots=True)
class Missed:
    """A pair that one soft rule keeps apart, from the facts of both ends."""

    offer: OfferFacts
    need: NeedFacts
    rule: Rule
    change: Change
    """The smallest of all."""

    @property
    def distance_km(self) -> float:
        """Great circle, rounded to the metre as everywhere."""
        return round(haul_km(self.offer.place, self.need.place), 3)

    def other_id(self, side: Side) -> UUID:
        """The listing across from a side."""
        return UUID(self.need.ref if side is Side.OFFER else self.offer.ref)

    def own_change(self, side: Side) -> Change | None:
        """What that side can do alone, in values that can be stored."""
        return own_change(self.offer, self.need, self.rule, side)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A missed pair as one side sees it: the other listing by title and town, never by name."""

    missed: Missed
    other_id: UUID
    title: str
    place: str
    is_observed: bool


def near_misses(listing: Listed, *, day: date, with_observed: bool) -> list[NearMiss]:
    """At most ten pairs of a live listing that fail exactly one soft rule, the smallest shortfall first.

    ``with_observed`` is for facilitators alone: the others never see what a register saw.
    """
    own = _facts(listing.side, [listing.id], day).get(listing.id)
    if own is None or not own.is_active:
        return []
    pairs = pairs_near(own, with_observed=with_observed)
    others = _facts(_across(listing.side), [pair[listing.side is Side.OFFER] for pair in pairs], day)
    missed = sorted(_missed(own, others.values()), key=lambda one: _order(one, listing.side))[:MOST]
    said = _said(listing.side, [one.other_id(listing.side) for one in missed])
    return [
        NearMiss(one, other, *said[other], is_observed=one.offer.is_observed or one.need.is_observed)
        for one in missed
        if (other := one.other_id(listing.side)) in said
    ]


def _missed(own: OfferFacts | NeedFacts, others: Iterable[Any]) -> Iterable[Missed]:
    for other in others:
        offer, need = (own, other) if isinstance(own, OfferFacts) else (other, own)
        failing = failing_rules(offer, need)
        if len(failing) == 1 and failing[0] in SOFT and is_in_sight(offer, need):
            change = counterfactual(offer, need, failing[0])
            if change is not None:
                yield Missed(offer, need, failing[0], change)


def _order(missed: Missed, side: Side) -> tuple[float, UUID]:
    return round(share_missing(missed.offer, missed.need, missed.rule), 9), missed.other_id(side)


def _facts(side: Side, ids: Sequence[UUID], day: date) -> dict[UUID, Any]:
    if not ids:
        return {}
    return dict(facts.offers(ids)) if side is Side.OFFER else dict(facts.needs(day, ids))


def _across(side: Side) -> Side:
    return Side.NEED if side is Side.OFFER else Side.OFFER


def _said(side: Side, ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    table: Any = Need if side is Side.OFFER else Offer
    rows = sa.select(table.id, table.title, table.cell_name).where(table.id.in_(ids)) if ids else None
    return {} if rows is None else {row.id: (row.title, row.cell_name) for row in session().execute(rows)}
