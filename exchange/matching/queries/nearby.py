"""The nearest of a side first, and then no farther than something better may be: what ranking reads.

A B-tree of squares and materials is read square by square: there a row costs a fraction of what it costs in an index
of places. Where squares are many and rows few, the look goes by place or by whose reach covers me.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exchange.kernel.packed import Rows, packed_rows
from exchange.kernel.place import circle_radius_m, planar_m
from exchange.matching.core.kinds import Spans
from exchange.matching.queries.candidates import (
    HERE_M,
    UNDER,
    Asking,
    Shelf,
    around,
    circle,
    multirange,
    others,
    select,
)
from exchange.matching.queries.looks import Looks, Rings, are_few, every_look, ringed

_NOTHING_M = -1.0
"""Where the plane stretches so much that squares near by are too many, none is looked into."""
NEAR_KM = 20.0
"""So far the first look goes at least: the best are near."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest rows, and how far they tell."""

    rows: Rows
    known_m: float
    """On the plane, every row within this distance was read."""
    is_all: bool
    """Whether every row was read that either side's reach brings together."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is to be read after the nearest."""

    rings: Rings
    spans: Spans = ()
    """Those of which too much lies ahead for squares ..."""
    within_m: float = 0.0
    """... and how far they are read."""


def enough(most: int) -> int:
    """With so many near by, the bounds they give are worth more than a look at all others."""
    return max(1, most // 2)


def nearest(shelf: Shelf, asking: Asking, spans: Spans, most: int) -> Near:
    """The nearest rows of these spans, at most so many. Where not even half as many stand near by: also those within
    one's own reach, at most so many, and as many others that reach here."""
    near_m, looks_m = (circle_radius_m(asking.place, km) for km in (NEAR_KM, max(asking.reach_km, NEAR_KM)))
    near_m = near_m if are_few(near_m) else _NOTHING_M
    x, y = planar_m(asking.place)
    looks = every_look(shelf, asking, spans, near_m)
    arguments = around(asking, near_m) | looks.arguments() | {"spans": multirange(spans)}
    arguments |= {"looks": circle(asking, looks_m), "point": f"({x!r},{y!r})"}
    statement = _NEAREST.format(
        looks=_LOOKS.format(table=shelf.table), table=shelf.table, most=most, enough=enough(most)
    )
    found = packed_rows(statement, arguments, (*shelf.cells, ("place", "int4"), ("apart_m", "float8")))
    known_m, is_all = _known(found, looks, most, near_m, looks_m)
    return Near(others(asking, found), known_m, is_all)


@dataclass(frozen=True, slots=True)
class More:
    """Rows beyond the nearest, the most promising first."""

    rows: Rows
    done: NDArray[np.int64]
    """Looks that were read to their end, and need not be repeated."""
    is_all: bool


def farther(shelf: Shelf, asking: Asking, beyond: Beyond, done: NDArray[np.int64], most: int) -> More:
    """The rows within the rings, most promising squares first, until there are so many; without those looks that are
    done. What lies too far ahead for squares is read at once. A row may come twice."""
    looks = ringed(shelf, asking, beyond.rings).without(done)
    arguments = looks.arguments()
    statement = _PROMISING.format(looks=_LOOKS.format(table=shelf.table), most=most)
    if beyond.spans:
        arguments |= {"spans": multirange(beyond.spans), "far": circle(asking, beyond.within_m)}
        statement += f" UNION ALL {select(shelf, _UNPLACED)}{UNDER}{_STANDING}"
    found = packed_rows(statement, arguments, (*shelf.cells, ("place", "int4")))
    is_all = np.count_nonzero(found["place"]) < most
    read = done if is_all else np.append(done, looks.keys[: found["place"].max() - 1])
    return More(others(asking, found), read, bool(is_all))


def _known(found: NDArray[np.void], looks: Looks, most: int, near_m: float, looks_m: float) -> tuple[float, bool]:
    """How far what was found tells, and whether it is everything: a look that was cut tells as far as its square."""
    place = found["place"]
    if (near := np.count_nonzero(place > 0)) >= enough(most):
        return (near_m if near < most else float(looks.least_m[place.max() - 1])) - HERE_M, False
    if np.count_nonzero(place == 0) >= most:
        return float(found["apart_m"].max()) - HERE_M, False
    return looks_m, bool(np.count_nonzero(place < 0) < most)


_PROMISING = "(SELECT row.packed || int4send(look.place::int4) AS packed FROM {looks} LIMIT {most:d})"
_UNPLACED = "packed || int4send(0) AS packed"
_STANDING = " AND place <@ %(far)s::circle"
_LOOKS = """
    unnest(%(squares)s::int4[], %(firsts)s::int4[], %(ends)s::int4[], %(kinds)s::int8[])
        WITH ORDINALITY AS look (square, first, end_, kinds, place)
    CROSS JOIN LATERAL (
        SELECT packed FROM {table}
        WHERE square = look.square AND lft >= look.first AND lft < look.end_ AND look.kinds >> kind & 1 = 1
        OFFSET 0  -- one look after the other, in the order given
    ) AS row
"""
_NEAREST = """
    WITH near AS MATERIALIZED (SELECT row.packed, look.place FROM {looks} LIMIT {most:d})
    SELECT packed || int4send(place::int4) || float8send(0) AS packed FROM near
    UNION ALL (
        SELECT packed || int4send(0) || float8send(place <-> %(point)s::point) FROM {table}
        WHERE (SELECT count(*) FROM near) < {enough:d} AND span && %(spans)s::int4multirange
        AND place <@ %(looks)s::circle AND NOT place <@ %(known)s::circle
        ORDER BY place <-> %(point)s::point LIMIT {most:d}
    ) UNION ALL (
        SELECT packed || int4send(-1) || float8send(0) FROM {table}
        WHERE (SELECT count(*) FROM near) < {enough:d} AND span && %(spans)s::int4multirange
        AND cover @> %(here)s::box AND NOT place <@ %(looks)s::circle LIMIT {most:d}
    )
"""
