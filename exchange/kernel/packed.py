"""Rows by the thousand out of PostgreSQL: each packed into bytes of one width, all in one value that numpy reads.

A row by the driver costs microseconds for each cell. Here the table keeps every row packed in a column that PostgreSQL
derives, an index carries that column, and one aggregate hands it all over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray
from psycopg.adapt import Dumper
from psycopg.pq import Format

from exchange.kernel.orm import session

Cells = Sequence[tuple[str, str]]
"""Names and types of the cells of a row, in their order."""
Rows = dict[str, NDArray[Any]]

_KINDS = {"bool": "?", "int2": ">i2", "int4": ">i4", "int8": ">i8", "float8": ">f8", "uuid": "V16"}
"""Types of fixed width as PostgreSQL sends them: big-endian."""
_SENDS = {"uuid": "uuid_send"}


def packing(cells: Cells) -> str:
    """The SQL expression that packs a row; none of the cells may be null."""
    return " || ".join(f"{_SENDS.get(kind, kind + 'send')}({name})" for name, kind in cells)


def layout(cells: Cells) -> np.dtype[np.void]:
    """What numpy is told about a packed row."""
    return np.dtype([(name, _KINDS[kind]) for name, kind in cells])


def packed_rows(statement: str, arguments: Mapping[str, Any], cells: Cells) -> NDArray[np.void]:
    """The rows of a statement of one column called ``packed``, in no order. Runs in the session's transaction.

    Raises ValueError where the answer is not made of whole rows.
    """
    driver = session().connection().connection.driver_connection
    assert driver is not None  # noqa: S101 — a session's connection is open
    with driver.cursor(binary=True) as cursor:
        cursor.execute(f"SELECT string_agg(packed, ''::bytea) FROM ({statement}) AS found", arguments)  # noqa: S608 # nosec B608 # nosemgrep: sql-from-text — names of ours
        answer = cursor.pgresult.get_value(0, 0)
    return np.frombuffer(answer or b"", layout(cells))


def unpacked(rows: NDArray[np.void]) -> Rows:
    """The rows as one array per cell, in the machine's own byte order."""
    names = rows.dtype.names or ()
    return {name: rows[name].astype(rows.dtype[name].newbyteorder("=")) for name in names}


class WholeNumbers(Dumper):
    """An array of whole numbers as PostgreSQL's ``int8[]``, in its own binary form: text would cost as much as reading
    what is asked for."""

    format = Format.BINARY
    oid = psycopg.adapters.types["int8"].array_oid

    def dump(self, obj: NDArray[np.int64]) -> bytes:
        """One dimension without nulls: five words of header, and before each number its length."""
        cells = np.empty(len(obj), [("length", ">i4"), ("number", ">i8")])
        cells["length"], cells["number"] = 8, obj
        header = np.array([1, 0, psycopg.adapters.types["int8"].oid, len(obj), 1], ">i4")
        return header.tobytes() + cells.tobytes()


psycopg.adapters.register_dumper(np.ndarray, WholeNumbers)
