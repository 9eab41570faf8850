"""Who could serve whom: live rows preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions (DESIGN 4.1): who stands within my reach, and whose reach covers me. Circles are
inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here: two listings
at one place meet without anybody going anywhere.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
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
    keys: Callable[[Spans, Collection[int] | None], list[tuple[int, int]]]


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
class What:
    """Rows under these nodes, of these kinds or of all."""

    spans: Spans
    kinds: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """One look into an index."""

    what: What
    within_km: float | None = None
    """Of where one stands; None: those that reach here from wherever they are."""


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


def within(shelf: Shelf, asking: Asking, what: What) -> Rows:
    """All rows that either side's reach brings together."""
    return read(shelf, asking, [Arm(what, asking.reach_km), Arm(what)])


def read(shelf: Shelf, asking: Asking, arms: Iterable[Arm], known_m: float = -1.0) -> Rows:
    """The rows of several arms in one statement, but for those within a distance on the plane that are known. A row
    may stand in more than one arm."""
    arms, arguments = list(arms), _arguments(asking)
    for place, arm in enumerate(arms):
        arguments[f"keys{place}"] = keys_of(shelf, arm.what)
        arguments[f"near{place}"] = _circle(asking, arm.within_km or 0)
    unknown = _UNKNOWN if known_m > 0 else ""
    arguments["known"] = _ring(asking, max(0.0, known_m))
    statements = [_select(shelf, place) + _where(arm, place) + unknown for place, arm in enumerate(arms)]
    return _others(asking, packed_rows(" UNION ALL ".join(statements), arguments, shelf.cells))


def nearest(shelf: Shelf, asking: Asking, what: What, most: int) -> Near:
    """The nearest rows, at most so many, and at most as many others that reach here.

    One looks as far as one's own reach, and a little way at least: the best are near.
    """
    looks_km = max(asking.reach_km, _NEAR_KM)
    apart = "place <-> %(point)s::point"
    near = f"{_select(shelf, 0, _apart(apart))} AND place <@ %(known)s::circle ORDER BY {apart} LIMIT {most:d}"
    beyond = f"{_select(shelf, 0, _apart('-1'))}{_REACHING}{_UNKNOWN} LIMIT {most:d}"
    looks_m = circle_radius_m(asking.place, looks_km)
    arguments = {**_arguments(asking), "known": _ring(asking, looks_m), "keys0": keys_of(shelf, what)}
    found = packed_rows(f"({near}) UNION ALL ({beyond})", arguments, (*shelf.cells, ("apart_m", "float8")))
    near_m = found["apart_m"][found["apart_m"] >= 0]
    is_cut = len(near_m) == most
    known_m = float(near_m.max()) - _HERE_M if is_cut else looks_m
    return Near(_others(asking, found), known_m, not is_cut and len(found) - len(near_m) < most)


_NEAR_KM = 20.0
_REACHING = " AND cover @> %(here)s::box"
_UNKNOWN = " AND NOT place <@ %(known)s::circle"


def _where(arm: Arm, place: int) -> str:
    """One index serves each: that of places, or that of what is covered. Who stands near but does not reach here is
    judged out."""
    return _REACHING if arm.within_km is None else f" AND place <@ %(near{place})s::circle"


def _select(shelf: Shelf, place: int, packed: str = "packed") -> str:
    """Names of our own only; whatever comes from outside is an argument."""
    return f"SELECT {packed} FROM {shelf.table} WHERE span && %(keys{place})s::int4multirange"  # noqa: S608 # nosec B608 — constants


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


def _arguments(asking: Asking) -> dict[str, Any]:
    x, y = planar_m(asking.place)
    return {"here": box_around(asking.place, 0), "point": f"({x!r},{y!r})"}


def box_around(place: Place, reach_km: float) -> str:
    """The planar box that holds everything within reach."""
    (x, y), radius_m = planar_m(place), circle_radius_m(place, reach_km)
    return f"({x - radius_m!r},{y - radius_m!r}),({x + radius_m!r},{y + radius_m!r})"


def keys_of(shelf: Shelf, what: What) -> str:
    """Where such rows stand in the index, as a multirange."""
    return "{" + ",".join(f"[{first},{end})" for first, end in shelf.keys(what.spans, what.kinds)) + "}"


def _circle(asking: Asking, reach_km: float) -> str:
    """Holds all that is within the reach on the sphere."""
    return _ring(asking, max(_HERE_M, circle_radius_m(asking.place, reach_km)))


def _ring(asking: Asking, radius_m: float) -> str:
    x, y = planar_m(asking.place)
    return f"<({x!r},{y!r}),{radius_m!r}>"
