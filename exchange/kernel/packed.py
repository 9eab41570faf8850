"""Rows by the thousand out of PostgreSQL: each packed into bytes of one width, all in one value that numpy reads.

A row by the driver costs microseconds for each cell. Here the table keeps every row packed in a column that PostgreSQL
derives, an index carries that column, and one aggregate hands it all over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
        cursor.execute(f"SELECT string_agg(packed, ''::bytea) FROM ({statement}) AS found", arguments)  # noqa: S608 # nosec B608 — names of ours
        answer = cursor.pgresult.get_value(0, 0)
    return np.frombuffer(answer or b"", layout(cells))


def unpacked(rows: NDArray[np.void]) -> Rows:
    """The rows as one array per cell, in the machine's own byte order."""
    names = rows.dtype.names or ()
    return {name: rows[name].astype(rows.dtype[name].newbyteorder("=")) for name in names}
