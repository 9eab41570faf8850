"""Rows of fixed width by the thousand: PostgreSQL's binary COPY, read as one block of memory.

A row by the driver costs microseconds; here it costs about what the database needs to write it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.orm import session

_HEADER, _TRAILER = 19, 2
"""Bytes before the first and after the last row (PostgreSQL 18 manual, COPY, «Binary Format»)."""

KINDS = {"bool": "?", "int2": ">i2", "int4": ">i4", "int8": ">i8", "float8": ">f8", "uuid": "V16"}
"""Column types of fixed width, as they stand in the block: big-endian."""


def copied(statement: str, arguments: Mapping[str, Any], columns: Sequence[tuple[str, str]]) -> dict[str, NDArray[Any]]:
    """The answer as one array per column, in the machine's own byte order.

    ``columns`` names each with its type (see KINDS), in the statement's order; none may be null: a row that has
    another width is refused with ValueError. Runs in the session's transaction.
    """
    row = np.dtype([("fields", ">i2"), *(part for name, kind in columns for part in _cell(name, kind))])
    driver = session().connection().connection.driver_connection
    assert driver is not None  # noqa: S101 — a session's connection is open
    with driver.cursor() as cursor, cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT binary)", arguments) as copy:
        block = b"".join(copy)
    body = len(block) - _HEADER - _TRAILER
    if body % row.itemsize:
        raise ValueError(f"A row of {[name for name, _ in columns]} is not {row.itemsize} bytes wide.")
    rows = np.frombuffer(block, row, count=body // row.itemsize, offset=_HEADER)
    return {name: rows[name].astype(rows.dtype[name].newbyteorder("=")) for name, _ in columns}


def _cell(name: str, kind: str) -> list[tuple[str, str]]:
    return [(f"width of {name}", ">i4"), (name, KINDS[kind])]
