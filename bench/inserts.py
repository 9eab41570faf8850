"""What one more offer costs the database, with and without the indexes of matching."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier, Placeholder

from bench.rows import TABLES
from bench.timing import Times, timed

ROWS = 300
_GIST = "SELECT indexname FROM pg_indexes WHERE tablename = 'offer' AND indexdef LIKE '%USING gist%'"


@dataclass(frozen=True, slots=True)
class Inserts:
    """Milliseconds of single-row inserts, each in a transaction of its own that no disk waits for."""

    indexed: Times
    without_gist: Times


def insert_times(connection: psycopg.Connection) -> Inserts:
    """Insert copies of stored offers under new ids. Drops the GiST indexes of offers on the way: ask this last."""
    indexed = _insert(connection)
    for (name,) in connection.execute(_GIST).fetchall():
        connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
    return Inserts(indexed, _insert(connection))


def _insert(connection: psycopg.Connection) -> Times:
    columns = [name for name in TABLES["offer"] if name != "id"]
    names = SQL(", ").join(map(Identifier, columns))
    some = SQL("SELECT {} FROM offer WHERE state = 'published' ORDER BY id LIMIT {}").format(names, ROWS)
    places = SQL(", ").join([Placeholder()] * (len(columns) + 1))
    statement = SQL("INSERT INTO offer (id, {}) VALUES ({})").format(names, places)
    rows = connection.execute(some).fetchall()
    return Times([_one(connection, statement, (uuid4(), *row)) for row in rows])


def _one(connection: psycopg.Connection, statement: Any, row: tuple[Any, ...]) -> float:
    return timed(lambda: connection.execute(statement, row))[1]
