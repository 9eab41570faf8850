"""Rows by the thousand as columns: each an array that PostgreSQL builds and numpy reads in place.

A row by the driver costs microseconds, and so does a row of COPY; here a whole column is one value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.orm import session

KINDS = {"bool": "?", "int2": ">i2", "int4": ">i4", "int8": ">i8", "float8": ">f8", "uuid": "V16"}
"""Types of fixed width, as they stand in an array on the wire: big-endian."""

_HEADER = 20
"""Bytes before the first element of an array of one dimension (PostgreSQL 18, src/backend/utils/adt/arrayfuncs.c,
array_send): dimensions, flags, type, length, lower bound."""


def columns(statement: str, arguments: Mapping[str, Any], names: Sequence[tuple[str, str]]) -> dict[str, NDArray[Any]]:
    """The answer as one array per column, in the machine's own byte order; rows keep the order they came in.

    ``names`` gives each column with its type (see KINDS); none may be null: a column with nulls has no fixed width and
    is refused with ValueError. Runs in the session's transaction.
    """
    arrays = ", ".join(f"array_agg({name})" for name, _ in names)
    driver = session().connection().connection.driver_connection
    assert driver is not None  # noqa: S101 — a session's connection is open
    with driver.cursor(binary=True) as cursor:
        cursor.execute(f"SELECT {arrays} FROM ({statement}) AS found", arguments)  # noqa: S608 # nosec B608 — names of ours
        cells = [cursor.pgresult.get_value(0, place) for place in range(len(names))]
    return {name: _array(name, kind, cell) for (name, kind), cell in zip(names, cells, strict=True)}


def _array(name: str, kind: str, cell: bytes | None) -> NDArray[Any]:
    element = np.dtype([("width", ">i4"), ("value", KINDS[kind])])
    if cell is None:
        return np.empty(0, element["value"].newbyteorder("="))
    if (len(cell) - _HEADER) % element.itemsize or int.from_bytes(cell[4:8], "big"):
        raise ValueError(f"{name} is not an array of {kind} without nulls.")
    values = np.frombuffer(cell, element, offset=_HEADER)["value"]
    return values.astype(values.dtype.newbyteorder("="))
