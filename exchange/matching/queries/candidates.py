"""Who could serve whom: live rows preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions (DESIGN 4.1): who stands within my reach, and whose reach covers me. Circles are
inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here: two listings
at one place meet without anybody going anywhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from exchange.kernel.arrays import columns
from exchange.kernel.place import Place, circle_radius_m, planar_m

Rows = dict[str, NDArray[Any]]
Spans = Iterable[tuple[int, int]]
"""Intervals of the material tree; what stands in one of them is asked for."""

_HERE_M = 0.01
_COMMON = (
    ("is_observed", "bool"), ("lft", "int4"), ("end_", "int4"), ("ux", "float8"), ("uy", "float8"), ("uz", "float8"),
    ("reach_km", "int4"), ("from_day", "int4"), ("until_day", "int4"), ("is_negotiable", "bool"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one side's live rows stand and what is read of them."""

    table: str
    columns: tuple[tuple[str, str], ...]


OFFERS = Shelf(
    "live_offer",
    (("offer_id", "uuid"), *_COMMON, ("status", "int2"), ("waste_code", "int4"), ("grade", "int2"),
     ("free_g", "int8"), ("minimum_g", "int8"), ("ask_cents", "int8")),
)  # fmt: skip
NEEDS = Shelf(
    "live_need",
    (("need_id", "uuid"), *_COMMON, ("is_substitute", "bool"), ("statuses", "int2"), ("lowest_grade", "int2"),
     ("wanted_g", "int8"), ("smallest_g", "int8"), ("highest_cents", "int8"), ("is_permitted", "bool")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks for a counterpart: where, how far, as whose (its own listings are left out), with which waste code,
    and whether what registers saw counts."""

    place: Place
    reach_km: float
    business_ref: str
    waste_code: int = 0
    with_observed: bool = True


@dataclass(frozen=True, slots=True)
class Arm:
    """One look into an index: rows of these spans and kinds in a circle, of one's own reach or of a smaller one."""

    spans: Spans
    kinds: Collection[int] | None = None
    is_reaching: bool = False
    """Not in one's own circle but with it in theirs."""
    within_km: float | None = None


def within(shelf: Shelf, asking: Asking, spans: Spans) -> Rows:
    """All rows of these spans that either side's reach brings together."""
    spans = list(spans)
    return read(shelf, asking, [Arm(spans), Arm(spans, is_reaching=True)])


def read(shelf: Shelf, asking: Asking, arms: Iterable[Arm]) -> Rows:
    """The rows of several arms in one statement; a row may stand in more than one."""
    statements, arguments = [], _arguments(asking)
    for place, arm in enumerate(arms):
        named = {"spans": f"spans{place}", "near": f"near{place}", "kinds": f"kinds{place}"}
        condition = _REACHING if arm.is_reaching else _OWN
        condition += "" if arm.within_km is None else " AND place <@ %(near)s::circle"
        condition += "" if arm.kinds is None else " AND kind = ANY(%(kinds)s::smallint[])"
        statement = _select(shelf, asking) + condition
        for name, own in named.items():
            statement = statement.replace(f"%({name})s", f"%({own})s")
        statements.append(statement)
        values = _multirange(arm.spans), _circle(asking, arm.within_km or 0), list(arm.kinds or ())
        arguments |= dict(zip(named.values(), values, strict=True))
    return columns(" UNION ALL ".join(statements), arguments, shelf.columns)


def nearest(shelf: Shelf, asking: Asking, spans: Spans, most: int) -> Rows:
    """The nearest of these spans in one's own circle, at most so many, and at most as many others that reach here.

    ``apart_m`` says how far each of the near ones is on the plane; it is below zero for the others.
    """
    apart = "place <-> %(point)s::point"
    near = f"{_select(shelf, asking, f', {apart} AS apart_m')}{_OWN} ORDER BY apart_m LIMIT {most:d}"
    others = f"{_select(shelf, asking, ', -1.0::float8 AS apart_m')}{_REACHING} LIMIT {most:d}"
    arguments = {**_arguments(asking), "spans": _multirange(spans)}
    return columns(f"({near}) UNION ALL ({others})", arguments, (*shelf.columns, ("apart_m", "float8")))


_OWN = " AND place <@ %(mine)s::circle"
_REACHING = " AND reach @> %(here)s::circle AND NOT place <@ %(mine)s::circle"


def _select(shelf: Shelf, asking: Asking, also: str = "") -> str:
    """Names of our own only; whatever comes from outside is an argument."""
    cells = {"is_permitted": "%(waste_code)s = ANY(permitted)"}
    seen = "" if asking.with_observed else " AND NOT is_observed"
    names = ", ".join(f"{cells[name]} AS {name}" if name in cells else name for name, _ in shelf.columns)
    return (
        f"SELECT {names}{also} FROM {shelf.table}"  # noqa: S608 # nosec B608 — constants
        f" WHERE span && %(spans)s::int4multirange AND business_id <> %(business)s::uuid{seen}"
    )


def _arguments(asking: Asking) -> dict[str, Any]:
    x, y = planar_m(asking.place)
    return {
        "business": asking.business_ref,
        "waste_code": asking.waste_code,
        "here": f"<({x!r},{y!r}),0>",
        "point": f"({x!r},{y!r})",
        "mine": _circle(asking, asking.reach_km),
    }


def _multirange(spans: Spans) -> str:
    return "{" + ",".join(f"[{first},{end})" for first, end in spans) + "}"


def _circle(asking: Asking, reach_km: float) -> str:
    x, y = planar_m(asking.place)
    return f"<({x!r},{y!r}),{max(_HERE_M, circle_radius_m(asking.place, reach_km))!r}>"
