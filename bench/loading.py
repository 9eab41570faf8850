"""Loading a territory straight into the tables, and building the indexes afterwards, each with its time and size."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import psycopg
import sqlalchemy as sa
from psycopg.sql import SQL, Identifier

from bench.rows import TABLES, Line, lines
from bench.world import World
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching.service import keeping

LINES_AT_ONCE = 5000
LISTINGS = ("offer", "need", "need_accepts", "live_offer", "live_need")
_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
    ORDER BY tablename, indexname
"""


@dataclass(frozen=True, slots=True)
class Built:
    """An index: seconds to build over all rows, bytes on disk."""

    name: str
    method: str
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading took, in seconds, and what it made; sizes in bytes."""

    copy_s: float
    keep_s: float
    """Of this the rows that matching reads, written by the application's own verbs."""
    indexes: list[Built]
    tables: dict[str, int]


def load(connection: psycopg.Connection, world: World) -> Loaded:
    """Fill the tables as the superuser in one go; foreign keys hold by construction and are not asked row by row."""
    began = time.monotonic()
    indexes = list(connection.execute(_INDEXES, [list(LISTINGS)]))
    for name, _ in indexes:
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    connection.execute("SET session_replication_role = replica")
    for table in TABLES:
        _copy(connection, table, lines(world, table))
    connection.execute("SET session_replication_role = DEFAULT")
    copied = time.monotonic() - began
    began = time.monotonic()
    connection.execute("ANALYZE")
    keep_live_rows(world.day)
    kept = time.monotonic() - began
    connection.execute("SET maintenance_work_mem = '512MB'")
    built = [_build(connection, name, definition) for name, definition in indexes]
    connection.execute("VACUUM (ANALYZE)")
    return Loaded(copied, kept, built, {table: _size(connection, table) for table in LISTINGS})


def keep_live_rows(day: date) -> None:
    """What a full evaluation does before it judges; needs an application context."""
    with unit_of_work() as current:
        current.execute(sa.select(sa.func.set_config("statement_timeout", "10min", True)))
        keeping.keep_offers()
        keeping.keep_needs(day)


def _copy(connection: psycopg.Connection, table: str, rows: Iterator[Line]) -> None:
    names = SQL(", ").join(map(Identifier, TABLES[table]))
    with connection.cursor().copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)) as copy:
        while part := list(islice(rows, LINES_AT_ONCE)):
            copy.write("".join(["\t".join(map(str, line)) + "\n" for line in part]))


def _build(connection: psycopg.Connection, name: str, definition: str) -> Built:
    began = time.monotonic()
    connection.execute(definition.encode())
    method = definition.split(" USING ")[1].split(maxsplit=1)[0]
    return Built(name, method, time.monotonic() - began, _size(connection, name))


def _size(connection: psycopg.Connection, name: str) -> int:
    row = connection.execute("SELECT pg_relation_size(%s::regclass)", [name]).fetchone()
    return int(row[0]) if row else 0
