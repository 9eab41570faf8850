"""Reference 1: what most would write. A bounding box and the material in SQL, the rest in a Python loop.

It gets narrow tables of its own with the live rows only, whole numbers instead of decimals, and a B-tree on material
and latitude: nothing of ours slows it down.
"""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, NO_STATUS, OPEN_END, Column, Columns, Needs, Offers
from bench.judging import Judge
from bench.materials import UNACCEPTED
from bench.plain_rules import Lot, Tables, Want, judged
from bench.scan import MOST, Answer, remaining
from bench.world import World
from exchange.matching.core.weights import Weights

KM_PER_DEGREE = 111.19
"""A little less than the sphere's 111.195, so that boxes are a little too wide, never too narrow."""
LONGEST_KM = 150
_TYPES = {int: "bigint", bool: "boolean", float: "double precision", int | None: "bigint"}
_BOXED = """
    SELECT * FROM {table} WHERE {column} = ANY(%(nodes)s)
    AND lat BETWEEN %(south)s AND %(north)s AND lon BETWEEN %(west)s AND %(east)s
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

    @classmethod
    def of(cls, connection: psycopg.Connection, world: World, weights: Weights) -> "Plain":
        """Make and fill the narrow tables; its time is not counted."""
        offers, needs = world.offers.live, world.needs.live
        _make(connection, "plain_offer", Lot, "material", lots(world, world.offers.take(offers), offers))
        _make(connection, "plain_need", Want, "node", wants(world, remaining(world.needs.take(needs)), needs))
        materials, judge = world.materials, Judge.under(world.materials, weights)
        permits = [frozenset(np.flatnonzero(row).tolist()) for row in materials.permits]
        tables = Tables(
            materials.width.tolist(), permits, materials.near.tolist(), materials.per_km.tolist(), judge.most.tolist()
        )
        return cls(connection, world, tables)

    def best_offers(self, need: Needs, most: int = MOST) -> Answer:
        """The best offers for a need that is one row."""
        want = next(iter(wants(self.world, need, [0])))
        remoteness = self.world.materials.remoteness[need.nodes[0]].min(axis=0).tolist()
        nodes = [material for material, width in enumerate(remoteness) if width < UNACCEPTED]
        found = []
        for row in self.connection.execute(_OFFERS, _box(want.lat, want.lon, want.reach_km, nodes)):
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
        remoteness = self.world.materials.remoteness[:-1, lot.material].tolist()
        nodes = [node for node, width in enumerate(remoteness) if width < UNACCEPTED]
        best: dict[int, tuple[int, int]] = {}
        for row in self.connection.execute(_NEEDS, _box(lot.lat, lot.lon, lot.reach_km, nodes)):
            want = Want._make(row)
            verdict = judged(lot, want, remoteness[want.node], self.tables)
            if verdict is not None and verdict > best.get(want.row, (-1, 0)):
                best[want.row] = verdict
        ranked = sorted((-score, row, haul) for row, (score, haul) in best.items())
        return [(row, -score, haul) for score, row, haul in ranked]


def lots(world: World, offers: Offers, rows: Any) -> Iterable[Lot]:
    """Offers as rows of the plain table."""
    own = (offers.material.tolist(), offers.free_g.tolist(), offers.minimum_g.tolist(),
           _known(offers.ask_cents, NO_PRICE), _known(offers.grade, 0), _known(offers.status, NO_STATUS),
           _known(offers.code, NO_CODE))  # fmt: skip
    return map(Lot, *_common(world, offers, rows), *own)


def wants(world: World, needs: Needs, rows: Any) -> Iterable[Want]:
    """Needs as rows of the plain table, one for each node."""
    for column in range(needs.nodes.shape[1]):
        named = np.flatnonzero(needs.nodes[:, column] != NO_NODE)
        some = needs.take(named)
        own = (some.nodes[:, column].tolist(), some.wanted_g.tolist(), some.smallest_g.tolist(),
               _known(some.highest_cents, NO_PRICE), _known(some.lowest_grade, 0), some.statuses.tolist(),
               some.permit.tolist(), (some.state == 1).tolist())  # fmt: skip
        yield from map(Want, *_common(world, some, np.asarray(rows)[named]), *own)


def _common(world: World, listings: Columns, rows: Any) -> list[list[Any]]:
    places = [world.sites.places[site] for site in listings.site.tolist()]
    return [
        np.asarray(rows).tolist(), listings.business.tolist(), listings.is_active.tolist(),
        [place.lat for place in places], [place.lon for place in places], listings.reach_km.tolist(),
        listings.first.tolist(), _known(listings.last, OPEN_END), listings.is_negotiable.tolist(),
    ]  # fmt: skip


def _known(column: Column, unknown: Any) -> list[int | None]:
    return [None if value == unknown else value for value in column.tolist()]


def _make(connection: psycopg.Connection, table: str, row: Any, by: str, rows: Iterable[Any]) -> None:
    columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in row.__annotations__.items())
    connection.execute(f"CREATE UNLOGGED TABLE {table} ({columns})".encode())
    with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for line in rows:
            copy.write_row(line)
    connection.execute(f"CREATE INDEX ON {table} ({by}, lat)".encode())
    connection.execute(f"VACUUM ANALYZE {table}".encode())


def _box(lat: float, lon: float, reach_km: int, nodes: list[int]) -> dict[str, Any]:
    """Degrees about a place: the widest reach of any listing for the index, each row's own reach after it."""
    widest = max(reach_km, LONGEST_KM)
    km_lon = KM_PER_DEGREE * math.cos(math.radians(min(89.0, abs(lat) + widest / KM_PER_DEGREE)))
    north, east = widest / KM_PER_DEGREE, widest / km_lon
    return {"nodes": nodes, "lat": lat, "lon": lon, "reach": reach_km, "km_lat": KM_PER_DEGREE, "km_lon": km_lon,
            "south": lat - north, "north": lat + north, "west": lon - east, "east": lon + east}  # fmt: skip
