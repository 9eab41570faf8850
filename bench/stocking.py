"""Filling the tables that a search reads, in the database itself: a million listings a side in a few minutes.

Places come from the towns of `bench.towns`, materials by their popularity as in `bench.dealing`; what a search does not
ask for, people, permits and rows for matching, is left out.
"""

from collections.abc import Iterable
from itertools import islice
from typing import cast

import numpy as np
import psycopg
from psycopg.sql import SQL, Identifier

from bench.dealing import NOT_LIVE
from bench.ids import Kind, row_id
from bench.materials import PERMITS, Materials
from bench.sites import Sites, all_sites
from bench.stocked import NEEDS, OFFERS, SETTING
from bench.towns import Towns, all_towns
from exchange.listings.placing import here

LISTINGS_PER_BUSINESS = 25
_SLOTS = 10_000
_STAMP = "2026-01-05 08:00:00+00"
_LINES_AT_ONCE = 5000
_PLACE = ("ux", "uy", "uz", "place", "cell_x_m", "cell_y_m", "cell_name")
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename IN ('offer', 'need') AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
    ORDER BY indexname
"""
Line = tuple[object, ...]


def stock(connection: psycopg.Connection, materials: Materials, rows: int, seed: int) -> None:
    """So many published offers and as many needs, and some that are not, as the superuser; then indexes and counts."""
    rng = np.random.default_rng(seed)
    towns = all_towns(rng)
    sites = all_sites(rng, towns, max(60, 2 * rows // LISTINGS_PER_BUSINESS), PERMITS)
    indexes = list(connection.execute(_INDEXES))
    for name, _ in indexes:
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    connection.execute(SETTING)
    _copy(connection, "business", _businesses(sites))
    _copy(connection, "site", _sites(sites, towns))
    _copy(connection, "stand", _stands(sites))
    _copy(connection, "pick", _picks(materials))
    connection.execute("ANALYZE stand, pick, business, site")
    for statement in (OFFERS, NEEDS):
        connection.execute("SELECT setseed(%s)", [seed / 1000])
        numbers = {"rows": round(rows * (1 + NOT_LIVE)), "slots": _SLOTS, "sites": len(sites.places)}
        connection.execute(statement, {**numbers, "live": 1 / (1 + NOT_LIVE)})
    connection.execute("SET session_replication_role = DEFAULT")
    for _, definition in indexes:
        connection.execute(definition.encode())
    connection.execute("SELECT recount_listings()")
    connection.execute("VACUUM (ANALYZE)")


def _copy(connection: psycopg.Connection, table: str, lines: Iterable[Line]) -> None:
    rows, columns = iter(lines), _COLUMNS[table]
    names = SQL(", ").join(map(Identifier, columns))
    with connection.cursor().copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)) as copy:
        while part := list(islice(rows, _LINES_AT_ONCE)):
            copy.write("".join(["\t".join(map(str, line)) + "\n" for line in part]))


_COLUMNS = {
    "business": ("id", "name", "registration_kind", "registration_number", "country", "verification", "standing",
                 "standing_reason", "created_at"),
    "site": ("id", "business_id", "name", "address", "postal_code", "commune_code", "commune_name", "country", "lat",
             "lon", "created_at"),
    "stand": ("site", "site_id", "business_id", *_PLACE),
    "pick": ("slot", "code", "label", "node", "spans"),
}  # fmt: skip


def _businesses(sites: Sites) -> Iterable[Line]:
    for number in range(sites.businesses):
        standing, why = ("suspended", "late papers") if sites.is_suspended[number] else ("active", "")
        yield (row_id(Kind.BUSINESS, number), f"Entreprise {number}", "siren", 100_000_000 + number, "FR", "verified",
               standing, why, _STAMP)  # fmt: skip


def _sites(sites: Sites, towns: Towns) -> Iterable[Line]:
    for number, place in enumerate(sites.places):
        town, business = int(sites.town[number]), int(sites.business[number])
        yield (row_id(Kind.SITE, number), row_id(Kind.BUSINESS, business), "Yard", f"{number} rue de la Navette",
               "59000", f"{town:05d}", towns.names[town], towns.countries[town], place.lat, place.lon,
               _STAMP)  # fmt: skip


def _stands(sites: Sites) -> Iterable[Line]:
    for number, place in enumerate(sites.places):
        where = cast("dict[str, object]", here(place))
        ids = row_id(Kind.SITE, number), row_id(Kind.BUSINESS, int(sites.business[number]))
        yield (number, *ids, *(where[name] for name in _PLACE))


def _picks(materials: Materials) -> Iterable[Line]:
    """Each leaf as often as it is popular; for needs, what it lets in or, for one in five, the node above."""
    ends = np.ceil(np.cumsum(materials.shares) * _SLOTS).astype(int)
    inner = {code: number for number, code in enumerate(materials.codes)}
    for slot in range(_SLOTS):
        leaf = int(materials.leaves[min(int(np.searchsorted(ends, slot, side="right")), len(ends) - 1)])
        code = materials.codes[leaf]
        wanted = inner[code.rpartition(".")[0] or code] if slot % 5 == 0 else leaf
        spans = "{" + ",".join(f"[{first},{last})" for first, last in materials.spans[wanted]) + "}"
        yield slot, code, materials.labels[leaf], f"[{leaf},{leaf + int(materials.width[leaf])})", spans
