"""Reading live rows look by look, until there are so many: what ranking reads.

A B-tree of materials and squares is read run by run: there a row costs a fraction of what it costs in an index of
places.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.packed import Rows, packed_rows
from exchange.matching.queries.candidates import Asking, Shelf, others
from exchange.matching.queries.looks import Looks, arguments, keys


@dataclass(frozen=True, slots=True)
class Some:
    """Rows as far as was read."""

    rows: Rows
    done: NDArray[np.int64]
    """The looks that were read to their end, by their keys, and need not be repeated."""
    is_all: bool


def read(shelf: Shelf, asking: Asking, looks: Looks, most: int) -> Some:
    """The rows of looks in their order, so many at most. A row may come twice."""
    statement = _READ.format(table=shelf.table, is_enough=shelf.is_enough, most=most)
    found = packed_rows(statement, arguments(looks), (*shelf.cells, ("place", "int4")))
    is_all = len(found) < most
    done = keys(looks if is_all else looks[: found["place"].max() - 1])
    return Some(others(asking, found), done, is_all)


_READ = """
    SELECT row.packed || int4send(look.place::int4) AS packed
    FROM unnest(
        %(first)s::int8[], %(end)s::int8[], %(low)s::int8[], %(high)s::int8[], %(kinds)s::int8[], %(mass_g)s::int8[]
    ) WITH ORDINALITY AS look (first, end_, low, high, kinds, mass_g, place)
    CROSS JOIN LATERAL (
        SELECT packed FROM {table}
        WHERE lft >= look.first AND lft < look.end_ AND square BETWEEN look.low AND look.high
            AND look.kinds >> kind & 1 = 1 AND {is_enough}
        OFFSET 0  -- one look after the other, in the order given
    ) AS row
    LIMIT {most:d}
"""
