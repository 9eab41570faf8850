"""The potential of a territory as registers show it: for the people who run the exchange."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from exchange.kernel.orm import session
from exchange.kernel.place import Place, chord_squared_limit
from exchange.listings.models import ListingState, Need, NeedAccepts, Offer
from exchange.matching.models import Match
from exchange.web.paging import Page, cut, read_cursor

PAGE = 25
MATERIALS = 10


@dataclass(frozen=True, slots=True)
class Potential:
    """What registers hold, in one glance. Masses in kilograms."""

    establishments: int
    offers: int
    needs: int
    offered_kg: Decimal
    wanted_kg: Decimal
    pairs: int


@dataclass(frozen=True, slots=True)
class MaterialFlow:
    """What is offered and wanted of one node of the taxonomy, in kilograms."""

    code: str
    offered_kg: Decimal
    wanted_kg: Decimal


@dataclass(frozen=True, slots=True)
class Only:
    """Which pairs a facilitator wants to see: of some materials, with an end within kilometres of a place."""

    materials: tuple[str, ...] | None = None
    around: Place | None = None
    within_km: int = 10


@dataclass(frozen=True, slots=True)
class ObservedPair:
    """A pair of which a register knows at least one side, by the names that the register gives."""

    match: Match
    offer_title: str
    need_title: str
    material_code: str
    offered_kg: Decimal
    wanted_kg: Decimal
    is_offer_observed: bool
    is_need_observed: bool


def potential() -> Potential:
    """Counts and sums of all observed flows, and how many pairs they are part of."""
    offers = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Offer.free_kg), 0)).where(_seen(Offer))
    needs = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Need.wanted_kg), 0)).where(_seen(Need))
    refs = sa.union(*(sa.select(table.observed_ref).where(_seen(table)) for table in (Offer, Need))).subquery()
    pairs = sa.select(sa.func.count()).where(Match.is_live, Match.is_observed)
    (offer_count, offered), (need_count, wanted) = session().execute(offers).one(), session().execute(needs).one()
    establishments = session().scalar(sa.select(sa.func.count()).select_from(refs)) or 0
    return Potential(establishments, offer_count, need_count, offered, wanted, session().scalar(pairs) or 0)


def top_materials() -> list[MaterialFlow]:
    """The heaviest materials of the registers, both sides summed."""
    offered = sa.select(Offer.material_code.label("code"), Offer.free_kg.label("out"), sa.literal(0).label("in"))
    wanted = sa.select(NeedAccepts.material_code, sa.literal(0), Need.wanted_kg).join(
        Need, Need.id == NeedAccepts.need_id
    )
    both = sa.union_all(offered.where(_seen(Offer)), wanted.where(_seen(Need))).subquery()
    out, in_ = sa.func.sum(both.c.out), sa.func.sum(both.c["in"])
    rows = sa.select(both.c.code, out, in_).group_by(both.c.code).order_by((out + in_).desc(), both.c.code)
    return [MaterialFlow(*row) for row in session().execute(rows.limit(MATERIALS))]


def best_pairs(after: str | None = None, only: Only | None = None) -> Page[ObservedPair]:
    """Pairs with an observed side, best first."""
    offer, need = aliased(Offer), aliased(Need)
    rows = sa.select(
        Match, offer.title, need.title, offer.material_code, offer.free_kg, need.wanted_kg,
        offer.state == ListingState.OBSERVED, need.state == ListingState.OBSERVED,
    )  # fmt: skip
    rows = rows.join(offer, offer.id == Match.offer_id).join(need, need.id == Match.need_id)
    rows = rows.where(Match.is_live, Match.is_observed, *_narrowed(only or Only(), offer, need))
    key = _key(after)
    if key is not None:
        score, *pair = key
        later = sa.tuple_(Match.offer_id, Match.need_id) > sa.tuple_(*(sa.literal(part) for part in pair))
        rows = rows.where(sa.or_(Match.score < score, sa.and_(Match.score == score, later)))
    rows = rows.order_by(Match.score.desc(), Match.offer_id, Match.need_id).limit(PAGE + 1)
    found = [ObservedPair(*row) for row in session().execute(rows)]
    return cut(found, PAGE, lambda f: [f.match.score, f.match.offer_id, f.match.need_id])


def _narrowed(only: Only, offer: Any, need: Any) -> list[sa.ColumnElement[bool]]:
    """The material is what is given off; the place is that of either end."""
    narrowed: list[sa.ColumnElement[bool]] = []
    if only.materials is not None:
        narrowed.append(offer.material_code.in_(only.materials))
    if only.around is not None:
        narrowed.append(sa.or_(*(_within(end, only.around, only.within_km) for end in (offer, need))))
    return narrowed


def _within(end: Any, place: Place, reach_km: int) -> sa.ColumnElement[bool]:
    """The same chord that decides reach everywhere."""
    x, y, z = place.unit
    squared = (end.ux - x) * (end.ux - x) + (end.uy - y) * (end.uy - y) + (end.uz - z) * (end.uz - z)
    near: sa.ColumnElement[bool] = squared <= chord_squared_limit(reach_km)
    return near


def _seen(table: Any) -> Any:
    return table.state == ListingState.OBSERVED


def _key(after: str | None) -> tuple[int, UUID, UUID] | None:
    key = read_cursor(after, 3)
    try:
        return None if key is None else (int(key[0]), UUID(key[1]), UUID(key[2]))
    except (ValueError, TypeError, AttributeError):
        return None
