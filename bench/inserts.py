"""What one more offer costs the database, with and without the indexes that find it by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Placeholder
from psycopg.types.json import Jsonb

from bench.timing import Times, timed

ROWS = 300
TABLES = {"offer": "id", "live_offer": "offer_id"}
"""The offer itself and the row that matching reads, each with its key."""
_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = %s AND column_name <> %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
_GIST = "SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s) AND indexdef LIKE '%%USING gist%%'"


@dataclass(frozen=True, slots=True)
class Inserts:
    """Milliseconds to insert an offer and its row for matching, in a transaction that no disk waits for."""

    indexed: Times
    without_gist: Times


def insert_times(connection: psycopg.Connection) -> Inserts:
    """Insert copies of stored offers under new ids. Drops the GiST indexes of both tables on the way: ask this last."""
    indexed = _insert(connection)
    for (name,) in connection.execute(_GIST, [list(TABLES)]).fetchall():
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    return Inserts(indexed, _insert(connection))


def _insert(connection: psycopg.Connection) -> Times:
    parts = [_copies(connection, table, key) for table, key in TABLES.items()]
    statements = [statement for statement, _ in parts]
    copies = zip(*[rows for _, rows in parts], strict=True)
    return Times([timed(partial(_one, connection, statements, rows))[1] for rows in copies])


def _copies(connection: psycopg.Connection, table: str, key: str) -> tuple[Composed, list[tuple[Any, ...]]]:
    """The statement that inserts a row of the table, and the rows of some live offers without their keys."""
    columns = [name for (name,) in connection.execute(_COLUMNS, [table, key])]
    names = SQL(", ").join(map(Identifier, columns))
    some = SQL("SELECT {} FROM {} WHERE {} IN (SELECT offer_id FROM live_offer ORDER BY offer_id LIMIT {}) ORDER BY {}")
    rows = connection.execute(some.format(names, Identifier(table), Identifier(key), ROWS, Identifier(key))).fetchall()
    places = SQL(", ").join([Placeholder()] * (len(columns) + 1))
    into = SQL("INSERT INTO {} ({}, {}) VALUES ({})").format(Identifier(table), Identifier(key), names, places)
    return into, rows


def _one(connection: psycopg.Connection, statements: Sequence[Composed], rows: Sequence[tuple[Any, ...]]) -> None:
    id_ = uuid4()
    with connection.transaction():
        for statement, row in zip(statements, rows, strict=True):
            connection.execute(statement, (id_, *[Jsonb(cell) if isinstance(cell, dict) else cell for cell in row]))
