"""Who could serve whom: live rows preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions (DESIGN 4.1): who stands within my reach, and whose reach covers me. Circles are
inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here: two listings
at one place meet without anybody going anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from exchange.kernel.copying import copied
from exchange.kernel.place import Place, circle_radius_m, planar_m

Rows = dict[str, NDArray[Any]]
Strata = Iterable[tuple[int, int]]
"""Intervals [first, end) of class × 100,000 + number of node."""

_HERE_M = 0.01
_COMMON = (
    ("is_observed", "bool"), ("lft", "int4"), ("end_", "int4"), ("ux", "float8"), ("uy", "float8"), ("uz", "float8"),
    ("reach_km", "int4"), ("from_day", "int4"), ("until_day", "int4"), ("is_negotiable", "bool"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one side's live rows stand and what is read of them."""

    table: str
    key: str
    columns: tuple[tuple[str, str], ...]


OFFERS = Shelf(
    "live_offer", "stratum",
    (("offer_id", "uuid"), *_COMMON, ("status", "int2"), ("waste_code", "int4"), ("grade", "int2"),
     ("free_g", "int8"), ("minimum_g", "int8"), ("ask_cents", "int8")),
)  # fmt: skip
NEEDS = Shelf(
    "live_need", "span",
    (("need_id", "uuid"), *_COMMON, ("is_substitute", "bool"), ("statuses", "int2"), ("lowest_grade", "int2"),
     ("wanted_g", "int8"), ("smallest_g", "int8"), ("highest_cents", "int8"), ("is_permitted", "bool")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks for a counterpart: where, how far, as whose (its own listings are left out), with which waste code."""

    place: Place
    reach_km: float
    business_ref: str
    waste_code: int = 0


def within(shelf: Shelf, asking: Asking, strata: Strata, within_km: float | None = None) -> Rows:
    """Rows of these strata that either side's reach brings together, at most ``within_km`` away where that is given."""
    limit_km = asking.reach_km if within_km is None else min(asking.reach_km, within_km)
    arms = [f"{_select(shelf)} AND place <@ %(mine)s::circle"]
    if within_km is None or within_km > asking.reach_km:
        near = "" if within_km is None else "AND place <@ %(near)s::circle"
        arms.append(f"{_select(shelf)} AND reach @> %(here)s::circle AND NOT place <@ %(mine)s::circle {near}")
    circles = {"mine": _circle(asking.place, limit_km), "near": _circle(asking.place, within_km or 0)}
    return copied(" UNION ALL ".join(arms), {**_arguments(asking, strata), **circles}, shelf.columns)


def nearest(shelf: Shelf, asking: Asking, strata: Strata, most: int) -> Rows:
    """The nearest rows of these strata within one's own reach; ``apart_m`` says how far each is on the plane."""
    apart = "place <-> %(point)s::point"
    statement = f"{_select(shelf, f', {apart}')} AND place <@ %(mine)s::circle ORDER BY {apart} LIMIT {most:d}"
    arguments = {**_arguments(asking, strata), "mine": _circle(asking.place, asking.reach_km)}
    return copied(statement, arguments, (*shelf.columns, ("apart_m", "float8")))


def _select(shelf: Shelf, also: str = "") -> str:
    """Names of our own only; whatever comes from outside is an argument."""
    cells = {"is_permitted": "%(waste_code)s = ANY(permitted)"}
    names = ", ".join(cells.get(name, name) for name, _ in shelf.columns)
    return (
        f"SELECT {names}{also} FROM {shelf.table}"  # noqa: S608 # nosec B608 — constants
        f" WHERE {shelf.key} && %(strata)s::int4multirange AND business_id <> %(business)s::uuid"
    )


def _arguments(asking: Asking, strata: Strata) -> dict[str, Any]:
    x, y = planar_m(asking.place)
    return {
        "strata": "{" + ",".join(f"[{first},{end})" for first, end in strata) + "}",
        "business": asking.business_ref,
        "waste_code": asking.waste_code,
        "here": f"<({x!r},{y!r}),0>",
        "point": f"({x!r},{y!r})",
    }


def _circle(place: Place, reach_km: float) -> str:
    x, y = planar_m(place)
    return f"<({x!r},{y!r}),{max(_HERE_M, circle_radius_m(place, reach_km))!r}>"
