"""Who could serve whom: live rows preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions (DESIGN 4.1): who stands within my reach, and whose reach covers me. Circles are
inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here: two listings
at one place meet without anybody going anywhere.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from exchange.kernel.orm import session
from exchange.kernel.packed import Cells, Rows, packed_rows, unpacked
from exchange.kernel.place import Place, circle_radius_m, planar_m
from exchange.matching.core.kinds import Spans, need_keys, offer_keys
from exchange.matching.models import NEED_CELLS, OFFER_CELLS

_HERE_M = 0.01


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one side's live rows stand and what is read of them."""

    table: str
    cells: Cells
    keys: Callable[[Spans, Collection[int]], list[tuple[int, int]]]


OFFERS, NEEDS = Shelf("live_offer", OFFER_CELLS, offer_keys), Shelf("live_need", NEED_CELLS, need_keys)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks for a counterpart: where, how far, as whose (its own listings are left out), which sets of permits let
    its waste in, and whether what registers saw counts."""

    place: Place
    reach_km: float
    business_ref: str
    permits: Sequence[int] = ()
    with_observed: bool = True


@dataclass(frozen=True, slots=True)
class Arm:
    """One look into an index: rows under these nodes, of these kinds or of all."""

    spans: Spans
    kinds: Collection[int] = ()
    within_km: float | None = None
    """Of where one stands; None: those of all kinds that reach here from wherever they are."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest rows, and how far they tell."""

    rows: Rows
    known_m: float
    """On the plane, every row within this distance was read."""
    is_all: bool
    """Whether every row was read that either side's reach brings together."""


def permits_for(waste_code: str | None) -> list[int]:
    """The numbers of the sets of permits that cover a code."""
    if waste_code is None:
        return []
    covering = sa.text("SELECT id FROM live_permits WHERE codes @> ARRAY[:code]").bindparams(code=int(waste_code))
    return list(session().scalars(covering))


def within(shelf: Shelf, asking: Asking, spans: Spans) -> Rows:
    """All rows of these spans that either side's reach brings together."""
    own = f"{_UNDER} AND place <@ %(known)s::circle"
    reach_m = max(_HERE_M, circle_radius_m(asking.place, asking.reach_km))
    arguments = _arguments(asking, reach_m) | {"spans": multirange(spans)}
    statement = f"{_select(shelf)}{own} UNION ALL {_select(shelf)}{_UNDER}{_REACHING}{_UNKNOWN}"
    return _others(asking, packed_rows(statement, arguments, shelf.cells))


def nearest(shelf: Shelf, asking: Asking, spans: Spans, most: int) -> Near:
    """The nearest rows of these spans, at most so many, and at most as many others that reach here.

    One looks as far as one's own reach, and a little way at least: the best are near.
    """
    looks_m = circle_radius_m(asking.place, max(asking.reach_km, _NEAR_KM))
    apart = "place <-> %(point)s::point"
    near = f"{_select(shelf, _apart(apart))}{_UNDER} AND place <@ %(known)s::circle ORDER BY {apart} LIMIT {most:d}"
    beyond = f"{_select(shelf, _apart('-1'))}{_UNDER}{_REACHING}{_UNKNOWN} LIMIT {most:d}"
    arguments = _arguments(asking, looks_m) | {"spans": multirange(spans)}
    found = packed_rows(f"({near}) UNION ALL ({beyond})", arguments, (*shelf.cells, ("apart_m", "float8")))
    near_m = found["apart_m"][found["apart_m"] >= 0]
    is_cut = len(near_m) == most
    known_m = float(near_m.max()) - _HERE_M if is_cut else looks_m
    return Near(_others(asking, found), known_m, not is_cut and len(found) - len(near_m) < most)


def farther(shelf: Shelf, asking: Asking, arms: Sequence[Arm], known_m: float) -> Rows:
    """The rows of several arms in one statement, but for those within a distance on the plane that are known. A row
    may stand in more than one arm."""
    arguments, statements = _arguments(asking, known_m), []
    for place, arm in enumerate(arms):
        if arm.within_km is None:
            which, arguments[f"spans{place}"] = _UNDER + _REACHING, multirange(arm.spans)
        else:
            which, arguments[f"spans{place}"] = _OF_KIND, multirange(shelf.keys(arm.spans, arm.kinds))
            arguments[f"near{place}"] = _circle(asking, arm.within_km)
        which = which.replace("(spans)", f"(spans{place})").replace("(near)", f"(near{place})")
        statements.append(_select(shelf) + which + (_UNKNOWN if known_m > 0 else ""))
    return _others(asking, packed_rows(" UNION ALL ".join(statements), arguments, shelf.cells))


_NEAR_KM = 20.0
_UNDER = " WHERE span && %(spans)s::int4multirange"
_OF_KIND = " WHERE key && %(spans)s::int4multirange AND place <@ %(near)s::circle"
_REACHING = " AND cover @> %(here)s::box"
_UNKNOWN = " AND NOT place <@ %(known)s::circle"
"""One index serves each: that of places, that of kinds and places, that of what is covered. Who stands near but does
not reach here is judged out."""


def _select(shelf: Shelf, packed: str = "packed") -> str:
    """Names of our own only; whatever comes from outside is an argument."""
    return f"SELECT {packed} FROM {shelf.table}"  # noqa: S608 # nosec B608 — constants


def _apart(metres: str) -> str:
    return f"packed || float8send({metres}) AS packed"


def _others(asking: Asking, found: NDArray[np.void]) -> Rows:
    """The rows of other businesses, of registers only where those count; which permits cover the waste code."""
    own = np.frombuffer(UUID(asking.business_ref).bytes, "V16")
    is_other = found["business_id"] != own
    if not asking.with_observed:
        is_other &= ~found["is_observed"]
    rows = unpacked(found if is_other.all() else found[is_other])
    if "permits_id" in rows:
        rows["is_permitted"] = np.isin(rows["permits_id"], asking.permits)
    return rows


def _arguments(asking: Asking, known_m: float) -> dict[str, Any]:
    x, y = planar_m(asking.place)
    return {"here": box_around(asking.place, 0), "point": f"({x!r},{y!r})", "known": _ring(asking, known_m)}


def box_around(place: Place, reach_km: float) -> str:
    """The planar box that holds everything within reach."""
    (x, y), radius_m = planar_m(place), circle_radius_m(place, reach_km)
    return f"({x - radius_m!r},{y - radius_m!r}),({x + radius_m!r},{y + radius_m!r})"


def multirange(spans: Spans) -> str:
    """Intervals as PostgreSQL reads them."""
    return "{" + ",".join(f"[{first},{end})" for first, end in spans) + "}"


def _circle(asking: Asking, reach_km: float) -> str:
    """Holds all that is within the reach on the sphere."""
    return _ring(asking, max(_HERE_M, circle_radius_m(asking.place, reach_km)))


def _ring(asking: Asking, radius_m: float) -> str:
    x, y = planar_m(asking.place)
    return f"<({x!r},{y!r}),{radius_m!r}>"
