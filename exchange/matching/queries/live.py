"""Listings as their live rows (models/live.py) should stand, by one set-based question."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE, distinct_on

from exchange.accounts.models import Business, Permit, Site, Standing
from exchange.catalogue import queries as catalogue
from exchange.catalogue.models import Material
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import ListingState, Need, NeedAccepts, Offer
from exchange.listings.models.columns import Point
from exchange.matching.core.columns import NO_END, NO_PRICE, STATUSES, status_number
from exchange.matching.core.kinds import REACHES_KM
from exchange.matching.models import LivePermits
from exchange.matching.models.live import Box

_FIRST_DAY = date(1, 1, 1)


def offers(ids: Collection[UUID] | None) -> sa.Select[Any]:
    """Live offers of businesses that trade: of these ids, or all."""
    status = sa.case(
        *((Offer.legal_status == status, status_number(status)) for status in LegalStatus), else_=0
    )  # fmt: skip
    minimum_kg = sa.case((Offer.is_whole_lot, Offer.free_kg), else_=Offer.minimum_kg)
    kind = status * len(REACHES_KM) + _reach_class(Offer.delivers_within_km)
    rows = sa.select(
        Offer.id.label("offer_id"),
        *_common(Offer, Offer.delivers_within_km, Offer.available_from, Offer.available_until),
        Material.lft.label("lft"),
        Material.end_.label("end_"),
        _interval(Material.lft, Material.lft + 1).label("span"),
        kind.label("kind"),
        status.label("status"),
        sa.func.coalesce(sa.cast(Offer.waste_code, sa.Integer), 0).label("waste_code"),
        sa.func.coalesce(Offer.condition, 0).label("grade"),
        _whole(1000 * Offer.free_kg).label("free_g"),
        _whole(1000 * minimum_kg).label("minimum_g"),
        _cents(Offer.price_eur_per_t).label("ask_cents"),
    )
    rows = rows.join(Business, Business.id == Offer.business_id).join(Material, Material.code == Offer.material_code)
    return _live(rows, Offer, ids)


def needs(day: date, ids: Collection[UUID] | None) -> sa.Select[Any]:
    """Live needs of businesses that trade, one row per accepted node or substitute; the need's own word goes first."""
    node = _accepted_nodes()
    kind = sa.cast(node.c.is_substitute, sa.Integer) * len(REACHES_KM) + _reach_class(Need.collects_within_km)
    rows = sa.select(
        Need.id.label("need_id"),
        *_common(Need, Need.collects_within_km, Need.wanted_from, Need.wanted_until),
        node.c.lft,
        node.c.end_,
        _interval(node.c.lft, node.c.end_).label("span"),
        kind.label("kind"),
        node.c.is_substitute,
        _mask(Need.accepted_statuses).label("statuses"),
        _permits(day).label("permits_id"),
        sa.func.coalesce(Need.lowest_grade, 0).label("lowest_grade"),
        _whole(1000 * (Need.wanted_kg - Need.covered_kg)).label("wanted_g"),
        _whole(1000 * Need.smallest_lot_kg).label("smallest_g"),
        _cents(Need.highest_eur_per_t).label("highest_cents"),
    )
    rows = rows.join(Business, Business.id == Need.business_id).join(NeedAccepts, NeedAccepts.need_id == Need.id)
    rows = rows.join(node, node.c.code == NeedAccepts.material_code)
    rows = _live(rows, Need, ids).ext(distinct_on(Need.id, node.c.lft))
    return rows.order_by(Need.id, node.c.lft, node.c.is_substitute)


def _common(table: type[Offer] | type[Need], reach_km: Any, first: Any, last: Any) -> list[Any]:
    return [
        table.business_id,
        (table.state == ListingState.OBSERVED).label("is_observed"),
        table.ux, table.uy, table.uz, table.place, _cover(table).label("cover"),
        reach_km.label("reach_km"),
        (first - sa.literal(_FIRST_DAY) + 1).label("from_day"),
        sa.func.coalesce(last - sa.literal(_FIRST_DAY) + 1, NO_END).label("until_day"),
        table.is_negotiable,
    ]  # fmt: skip


def _live(rows: sa.Select[Any], table: type[Offer] | type[Need], ids: Collection[UUID] | None) -> sa.Select[Any]:
    published = sa.and_(table.state == ListingState.PUBLISHED, Business.standing == Standing.ACTIVE)
    known = Business.standing.in_([Standing.ACTIVE, Standing.UNCLAIMED])
    rows = rows.where(sa.or_(published, sa.and_(table.state == ListingState.OBSERVED, known)))
    return rows if ids is None else rows.where(table.id.in_(list(ids)))


def _reach_class(reach_km: Any) -> Any:
    """Which class of REACHES_KM a whole reach falls into."""
    bounds = sa.cast([reach + 1 for reach in REACHES_KM[:-1]], ARRAY(sa.Integer))
    return sa.func.width_bucket(reach_km, bounds, type_=sa.Integer)


def _interval(first: Any, end: Any) -> Any:
    return sa.func.int4range(first, end, type_=INT4RANGE)


def _whole(value: Any) -> Any:
    return sa.cast(value, sa.BigInteger)


def _cents(price: Any) -> Any:
    return sa.func.coalesce(_whole(100 * price), NO_PRICE)


def _mask(statuses: Any) -> Any:
    """Accepted statuses as bits by number (core/columns.py)."""
    bits = [
        sa.case((sa.any_(statuses) == status.value, 1 << number), else_=0)
        for number, status in enumerate(STATUSES)
        if status is not None
    ]
    return sum(bits[1:], bits[0])


def permitted_sets(day: date, needs: Collection[UUID] | None) -> sa.CompoundSelect[Any]:
    """Every set of waste codes that a site of these needs, or any site, may take on a day; and the empty one."""
    some = sa.true() if needs is None else Site.id.in_(sa.select(Need.site_id).where(Need.id.in_(list(needs))))
    sets = sa.select(_permitted(Site.id, day).label("codes")).select_from(Site)
    sets = sets.where(some, Site.id.in_(sa.select(Permit.site_id)))
    return sa.union(sets, sa.select(sa.cast(sa.literal([], ARRAY(sa.Integer)), ARRAY(sa.Integer))))


def _permits(day: date) -> Any:
    """The number of the set that the receiving site's permits make; service/keeping.py stores the sets first."""
    number = sa.select(LivePermits.id).where(LivePermits.codes == _permitted(Need.site_id, day))
    return number.correlate(Need).scalar_subquery()


def _permitted(site: Any, day: date) -> Any:
    """Codes that a site may take on a day, ascending: verified permits only, their last day included."""
    permits = sa.select(sa.func.unnest(Permit.waste_codes).label("code")).where(
        Permit.site_id == site, Permit.verified_at.is_not(None), Permit.valid_until >= day
    )
    code = permits.correlate(site.table).subquery().c.code
    number = sa.cast(code, sa.Integer)
    return sa.func.array(sa.select(number).distinct().order_by(number).scalar_subquery())


def _cover(table: type[Offer] | type[Need]) -> Any:
    """The box around the circle of its reach."""
    corner = sa.func.point(sa.func.radius(table.reach), sa.func.radius(table.reach), type_=Point)
    return sa.func.box(table.place.op("-")(corner), table.place.op("+")(corner), type_=Box)


def _accepted_nodes() -> Any:
    """What each named node lets in, as a table of the statement: (code, lft, end_, is_substitute)."""
    codes, lfts, ends, substitutes = zip(*_let_in(), strict=True)
    node = sa.func.unnest(
        sa.cast(list(codes), ARRAY(sa.Text)),
        sa.cast(list(lfts), ARRAY(sa.Integer)),
        sa.cast(list(ends), ARRAY(sa.Integer)),
        sa.cast(list(substitutes), ARRAY(sa.Boolean)),
    )
    names = ("code", "lft", "end_", "is_substitute")
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
    return node.table_valued(*columns, name="node").render_derived()


def _let_in() -> Iterator[tuple[str, int, int, bool]]:
    for code, span, is_substitute in catalogue.current().lets_in:
        yield code, span.lft, span.end, is_substitute
