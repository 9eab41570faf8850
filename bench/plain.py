"""Reference 1: what most would write. A bounding box and the material in SQL, the rest in a Python loop.

The box is as wide as any listing reaches, for either side's reach may bring the two together. What the same costs where
SQL looks at each row's own reach as well is measured beside it. It gets tables of its own, so that nothing of ours
slows it down: the live rows only, the columns that it needs only, latitude and longitude beside them, a B-tree on the
material and one on latitude and longitude. Types are those of any such table.
"""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import numpy as np
import psycopg

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, NO_STATUS, OPEN_END, STATUSES, Column, Columns, Needs, Offers
from bench.judging import Judge
from bench.materials import UNACCEPTED, Materials
from bench.plain_rules import Lot, Tables, Want, judged
from bench.rows import statuses_of
from bench.scan import MOST, Answer, remaining
from bench.world import World
from exchange.matching.core.weights import Weights

KM_PER_DEGREE = 111.19
"""A little less than the sphere's 111.195, so that boxes are a little too wide, never too narrow."""
LONGEST_KM = 150
_TYPES = {
    int: "bigint", bool: "boolean", float: "double precision", str: "text", date: "date", Decimal: "numeric",
    list[str]: "text[]",
}  # fmt: skip
_BOXED = """
    SELECT * FROM {table} WHERE {column} = ANY(%(nodes)s)
    AND lat BETWEEN %(south)s AND %(north)s AND lon BETWEEN %(west)s AND %(east)s
"""
_OWN_REACH = """
    AND abs(lat - %(lat)s) * %(km_lat)s <= greatest(reach_km, %(reach)s)
    AND abs(lon - %(lon)s) * %(km_lon)s <= greatest(reach_km, %(reach)s)
"""
_OFFERS = _BOXED.format(table="plain_offer", column="material")
_NEEDS = _BOXED.format(table="plain_need", column="node")


@dataclass(frozen=True, slots=True)
class Plain:
    """The tables, and what the loop looks up."""

    connection: psycopg.Connection
    world: World
    tables: Tables
    own_reach: str = ""
    """More that SQL looks at."""

    @classmethod
    def of(cls, connection: psycopg.Connection, world: World, weights: Weights) -> "Plain":
        """Make and fill the narrow tables; its time is not counted."""
        offers, needs = world.offers.live, world.needs.live
        _make(connection, "plain_offer", Lot, "material", lots(world, world.offers.take(offers), offers))
        _make(connection, "plain_need", Want, "node", wants(world, remaining(world.needs.take(needs)), needs))
        return cls(connection, world, _tables(world.materials, weights))

    def looking_closer(self) -> "Plain":
        """The same tables, but SQL leaves out by each row's own reach what the loop would."""
        return replace(self, own_reach=_OWN_REACH)

    def best_offers(self, need: Needs, most: int = MOST) -> Answer:
        """The best offers for a need that is one row."""
        want = next(iter(wants(self.world, need, [0])))
        remoteness = self._accepted(self.world.materials.remoteness[need.nodes[0]].min(axis=0))
        found = []
        for row in self._rows(_OFFERS, _box(want.lat, want.lon, want.reach_km, list(remoteness))):
            lot = Lot._make(row)
            verdict = judged(lot, want, remoteness[lot.material], self.tables)
            if verdict is not None:
                found.append((-verdict[0], lot.row, verdict[1]))
        return [(row, -score, haul) for score, row, haul in heapq.nsmallest(most, found)]

    def best_needs(self, offer: Offers) -> Answer:
        """The best needs for an offer of one row."""
        return self.served_needs(offer)[:MOST]

    def served_needs(self, offer: Offers) -> Answer:
        """All needs that an offer of one row serves, each by the node that accepts it most closely."""
        lot = next(iter(lots(self.world, offer, [0])))
        remoteness = self._accepted(self.world.materials.remoteness[:-1, offer.material[0]])
        best: dict[int, tuple[int, int]] = {}
        for row in self._rows(_NEEDS, _box(lot.lat, lot.lon, lot.reach_km, list(remoteness))):
            want = Want._make(row)
            verdict = judged(lot, want, remoteness[want.node], self.tables)
            if verdict is not None and verdict > best.get(want.row, (-1, 0)):
                best[want.row] = verdict
        ranked = sorted((-score, row, haul) for row, (score, haul) in best.items())
        return [(row, -score, haul) for score, row, haul in ranked]

    def _rows(self, boxed: str, box: dict[str, Any]) -> Iterable[Any]:
        return self.connection.execute((boxed + self.own_reach).encode(), box)

    def _accepted(self, remoteness: Column) -> dict[str, int]:
        """How closely, by code; only what is accepted at all."""
        codes = self.world.materials.codes
        return {codes[node]: int(remoteness[node]) for node in np.flatnonzero(remoteness < UNACCEPTED).tolist()}


def lots(world: World, offers: Offers, rows: Any) -> Iterable[Lot]:
    """Offers as rows of the plain table."""
    materials = world.materials
    own = (
        [materials.codes[material] for material in offers.material.tolist()], _kg(offers.free_g), _kg(offers.minimum_g),
        _prices(offers.ask_cents), _known(offers.grade, 0),
        [None if status == NO_STATUS else str(STATUSES[status]) for status in offers.status.tolist()],
        [None if code == NO_CODE else materials.waste_codes[code] for code in offers.code.tolist()],
    )  # fmt: skip
    return map(Lot, *_common(world, offers, rows), *own)


def wants(world: World, needs: Needs, rows: Any) -> Iterable[Want]:
    """Needs as rows of the plain table, one for each node."""
    for column in range(needs.nodes.shape[1]):
        named = np.flatnonzero(needs.nodes[:, column] != NO_NODE)
        some = needs.take(named)
        own = (
            [world.materials.codes[node] for node in some.nodes[:, column].tolist()], _kg(some.wanted_g),
            _kg(some.smallest_g), _prices(some.highest_cents), _known(some.lowest_grade, 0),
            [statuses_of(mask) for mask in some.statuses.tolist()], some.permit.tolist(), (some.state == 1).tolist(),
        )  # fmt: skip
        yield from map(Want, *_common(world, some, np.asarray(rows)[named]), *own)


def _tables(materials: Materials, weights: Weights) -> Tables:
    net = {
        (code, None if status == len(STATUSES) else str(STATUSES[status])): (float(near), float(per_km))
        for code, nears, per_kms in zip(materials.codes, materials.near, materials.per_km, strict=True)
        for status, (near, per_km) in enumerate(zip(nears, per_kms, strict=True))
        if not np.isnan(near)
    }
    permits = [frozenset(materials.waste_codes[code] for code in np.flatnonzero(row)) for row in materials.permits]
    width = dict(zip(materials.codes, materials.width.tolist(), strict=True))
    return Tables(width, permits, net, Judge.under(materials, weights).most.tolist())


def _common(world: World, listings: Columns, rows: Any) -> list[list[Any]]:
    places = [world.sites.places[site] for site in listings.site.tolist()]
    return [
        np.asarray(rows).tolist(), listings.business.tolist(), listings.is_active.tolist(),
        [place.lat for place in places], [place.lon for place in places], listings.reach_km.tolist(),
        [date.fromordinal(day) for day in listings.first.tolist()],
        [None if day == OPEN_END else date.fromordinal(day) for day in listings.last.tolist()],
        listings.is_negotiable.tolist(),
    ]  # fmt: skip


def _known(column: Column, unknown: int) -> list[int | None]:
    return [None if value == unknown else value for value in column.tolist()]


def _kg(grams: Column) -> list[Decimal]:
    return [Decimal(gram).scaleb(-3) for gram in grams.tolist()]


def _prices(cents: Column) -> list[Decimal | None]:
    return [None if cent == NO_PRICE else Decimal(cent).scaleb(-2) for cent in cents.tolist()]


def _make(connection: psycopg.Connection, table: str, row: Any, by: str, rows: Iterable[Any]) -> None:
    columns = ", ".join(f"{name} {_type(kind)}" for name, kind in row.__annotations__.items())
    connection.execute(f"CREATE UNLOGGED TABLE {table} ({columns})".encode())
    with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for line in rows:
            copy.write_row(line)
    for indexed in (by, "lat, lon"):
        connection.execute(f"CREATE INDEX ON {table} ({indexed})".encode())
    connection.execute(f"VACUUM ANALYZE {table}".encode())


def _type(kind: Any) -> str:
    return _TYPES.get(kind) or _TYPES[get_args(kind)[0]]


def _box(lat: float, lon: float, reach_km: int, nodes: list[str]) -> dict[str, Any]:
    """Degrees about a place: the widest reach of any listing for the index, each row's own reach after it."""
    widest = max(reach_km, LONGEST_KM)
    km_lon = KM_PER_DEGREE * math.cos(math.radians(min(89.0, abs(lat) + widest / KM_PER_DEGREE)))
    north, east = widest / KM_PER_DEGREE, widest / km_lon
    return {"nodes": nodes, "lat": lat, "lon": lon, "reach": reach_km, "km_lat": KM_PER_DEGREE, "km_lon": km_lon,
            "south": lat - north, "north": lat + north, "west": lon - east, "east": lon + east}  # fmt: skip
