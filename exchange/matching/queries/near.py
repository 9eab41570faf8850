"""Who almost fits: pairs that one soft rule keeps apart, preselected by index, the smallest shortfall first.

The two arms are those of matching, drawn wider: as far as the own reach lets see, by the places of the listings
themselves; and the others' reach by as much as any reach lets see beyond itself, by the live rows. What the statement
counts and measures, the core judges again: its answer decides, the statement only keeps the work small.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Business, Standing
from exchange.kernel.orm import session
from exchange.kernel.place import EARTH_RADIUS_KM
from exchange.kernel.trade import Grade
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.placing import reach_circle
from exchange.matching.core.counterfactual import SMALLEST_LOT_KG
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.nearness import LEAST_BEYOND_KM, MOST_BEYOND_KM, sight_km
from exchange.matching.core.score import FULL_OVERLAP_DAYS
from exchange.matching.queries.candidates import box_around, multirange
from exchange.matching.queries.dismissals import not_dismissed
from exchange.matching.queries.partners import spans_of_need, spans_of_offer

MOST_JUDGED = 100
"""The nearest misses by the statement's measure; among them the core finds those to show."""

_LIVE = "{0}.state IN ('published', 'observed')"  # as the partial indexes say it
_SEEN = """({0}.place <@ CAST(:sight AS circle) OR {0}.id IN (
    SELECT {0}_id FROM live_{0} WHERE span && CAST(:spans AS int4multirange) AND cover && CAST(:beyond AS box)))"""
_MEETS = {
    Side.OFFER: f"need.material @> offer.material AND {_SEEN.format('need')}",
    Side.NEED: f"offer.material <@ need.material AND {_SEEN.format('offer')}",
}
_MEASURED = f"""
    SELECT *, 2 * {EARTH_RADIUS_KM} * asin(least(1, sqrt(
        power(ox - nx, 2) + power(oy - ny, 2) + power(oz - nz, 2)) / 2)) AS haul_km
    FROM candidate
"""  # noqa: S608 # nosec B608 — constants
_FAILING = f"""
    SELECT *, haul_km > reach_km AS is_far, lot_kg > least_kg AS is_little,
        (ask > highest AND NOT is_negotiable) IS TRUE AS is_dear
    FROM ({_MEASURED}) AS measured
    WHERE haul_km <= reach_km + least(greatest({LEAST_BEYOND_KM}, reach_km / 2.0), {MOST_BEYOND_KM}) + 0.001
"""  # noqa: S608 # nosec B608 — constants
_ONE_FAILS = sa.text("is_far::int + (days > 0)::int + is_little::int + is_dear::int + (grades > 0)::int = 1")
_SHARE_MISSING = sa.text(  # nosemgrep: sql-from-text — constants
    f"""CASE
        WHEN is_far THEN (haul_km - reach_km) / haul_km
        WHEN days > 0 THEN days / {FULL_OVERLAP_DAYS}.0
        WHEN is_little THEN (lot_kg - least_kg) / lot_kg
        WHEN is_dear THEN (ask - highest) / greatest(abs(ask), abs(highest))
        ELSE grades / {len(Grade)}.0 END"""
)
_ENDS = (sa.column("offer_id", sa.Uuid), sa.column("need_id", sa.Uuid))


def pairs_near(own: OfferFacts | NeedFacts, *, with_observed: bool) -> Sequence[tuple[UUID, UUID]]:
    """Pairs (offer, need) of one live listing that soft rules other than one would let pass; at most a hundred.

    Left out: what its side put aside, listings that are not shown to it, statuses that the need does not accept.
    """
    side = Side.OFFER if isinstance(own, OfferFacts) else Side.NEED
    nearest = (
        sa.select(*_ENDS)
        .select_from(sa.text(f"({_FAILING}) AS failing"))  # nosec B608 # nosemgrep: sql-from-text — constants
        .add_cte(_candidates(side, UUID(own.ref), with_observed))
        .where(_ONE_FAILS)
        .order_by(_SHARE_MISSING, *_ENDS)
        .limit(MOST_JUDGED)
    )
    return [(row.offer_id, row.need_id) for row in session().execute(nearest, _circles(own))]


def _circles(own: OfferFacts | NeedFacts) -> dict[str, str | None]:
    if isinstance(own, OfferFacts):
        reach_km, spans = own.delivers_within_km, spans_of_offer(own)
    else:
        reach_km, spans = own.collects_within_km, spans_of_need(own)
    return {
        "sight": reach_circle(own.place, sight_km(reach_km)),
        "beyond": box_around(own.place, MOST_BEYOND_KM),
        "spans": multirange(spans),
    }


def _candidates(side: Side, own_id: UUID, with_observed: bool) -> sa.CTE:
    """Everybody in sight whose material and status fit, with what the soft rules ask."""
    own: Any = Offer if side is Side.OFFER else Need
    other: Any = Need if side is Side.OFFER else Offer
    rows = (
        sa.select(*_columns())
        .select_from(own)
        .join(other, sa.text(_MEETS[side]))
        .join(Business, Business.id == other.business_id)
        .where(own.id == own_id, own.business_id != other.business_id)
        # nosemgrep: sql-from-text — names of tables
        .where(*(sa.text(_LIVE.format(one.__tablename__)) for one in (own, other)))
        .where(not_dismissed(side, Offer.id, Need.id))
        .where(sa.or_(Offer.legal_status.is_(None), sa.func.cardinality(Need.accepted_statuses) == 0,
                      sa.cast(Offer.legal_status, sa.Text) == sa.any_(Need.accepted_statuses)))
    )  # fmt: skip
    if not with_observed:
        rows = rows.where(other.state == ListingState.PUBLISHED, Business.standing == Standing.ACTIVE)
    return rows.cte("candidate")


def _columns() -> Sequence[sa.ColumnElement[Any]]:
    minimum_kg = sa.case((Offer.is_whole_lot, Offer.free_kg), else_=Offer.minimum_kg)
    greatest, zero = sa.func.greatest, sa.literal_column("0", sa.Integer)
    days = Need.wanted_from - Offer.available_until, Offer.available_from - Need.wanted_until
    return [
        Offer.id.label("offer_id"), Need.id.label("need_id"),
        Offer.ux.label("ox"), Offer.uy.label("oy"), Offer.uz.label("oz"),
        Need.ux.label("nx"), Need.uy.label("ny"), Need.uz.label("nz"),
        greatest(Offer.delivers_within_km, Need.collects_within_km).label("reach_km"),
        greatest(zero, *days).label("days"),
        greatest(minimum_kg, Need.smallest_lot_kg, SMALLEST_LOT_KG).label("lot_kg"),
        sa.func.least(Offer.free_kg, Need.wanted_kg - Need.covered_kg).label("least_kg"),
        Offer.price_eur_per_t.label("ask"), Need.highest_eur_per_t.label("highest"),
        sa.or_(Offer.is_negotiable, Need.is_negotiable).label("is_negotiable"),
        greatest(zero, Need.lowest_grade - Offer.condition).label("grades"),
    ]  # fmt: skip
