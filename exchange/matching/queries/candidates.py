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
class Arm:
    """One look into an index: rows under these nodes, of these kinds or of all."""

    spans: Spans
    kinds: Collection[int] | None = None
    is_beyond: bool = False
    """Outside of one's own circle instead of inside."""
    within_km: float | None = None
    """How far; None: all of one's own circle, or all of those beyond that reach here."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest rows, and how far they tell."""

    rows: Rows
    near_m: float | None
    """On the plane: nearer than this every row of one's own circle was read; None: all of the circle was."""
    is_all_beyond: bool
    """Whether every row was read that reaches here from outside."""


def permits_for(waste_code: str | None) -> list[int]:
    """The numbers of the sets of permits that cover a code."""
    if waste_code is None:
        return []
    covering = sa.text("SELECT id FROM live_permits WHERE codes @> ARRAY[:code]").bindparams(code=int(waste_code))
    return list(session().scalars(covering))


def within(shelf: Shelf, asking: Asking, spans: Spans) -> Rows:
    """All rows of these spans that either side's reach brings together."""
    spans = list(spans)
    return read(shelf, asking, [Arm(spans), Arm(spans, is_beyond=True)])


def read(shelf: Shelf, asking: Asking, arms: Iterable[Arm]) -> Rows:
    """The rows of several arms in one statement; a row may stand in more than one."""
    arms, arguments = list(arms), _arguments(asking)
    for place, arm in enumerate(arms):
        arguments[f"keys{place}"] = _multirange(shelf.keys(arm.spans, arm.kinds))
        arguments[f"near{place}"] = _circle(asking, arm.within_km or 0)
    statements = [_select(shelf, place) + _where(arm, place) for place, arm in enumerate(arms)]
    return _others(asking, packed_rows(" UNION ALL ".join(statements), arguments, shelf.cells))


def nearest(shelf: Shelf, asking: Asking, spans: Spans, most: int) -> Near:
    """The nearest of these spans in one's own circle, at most so many, and at most as many others that reach here."""
    apart = "place <-> %(point)s::point"
    near = f"{_select(shelf, 0, _apart(apart))}{_OWN} ORDER BY {apart} LIMIT {most:d}"
    beyond = f"{_select(shelf, 0, _apart('-1'))}{_REACHING}{_BEYOND} LIMIT {most:d}"
    arguments = {**_arguments(asking), "keys0": _multirange(shelf.keys(spans, None))}
    found = packed_rows(f"({near}) UNION ALL ({beyond})", arguments, (*shelf.cells, ("apart_m", "float8")))
    near_m = found["apart_m"][found["apart_m"] >= 0]
    farthest_m = float(near_m.max()) if len(near_m) == most else None
    return Near(_others(asking, found), farthest_m, len(found) - len(near_m) < most)


_OWN = " AND place <@ %(mine)s::circle"
_BEYOND = " AND NOT place <@ %(mine)s::circle"
_REACHING = " AND cover @> %(here)s::box"


def _where(arm: Arm, place: int) -> str:
    """One index serves each: that of places, or that of what is covered. Who stands near but does not reach here is
    judged out."""
    near = "" if arm.within_km is None else f" AND place <@ %(near{place})s::circle"
    if arm.is_beyond:
        return (near or _REACHING) + _BEYOND
    return near or _OWN


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
    here = f"({x!r},{y!r})"
    return {"here": f"{here},{here}", "point": here, "mine": _circle(asking, asking.reach_km)}


def _multirange(spans: Spans) -> str:
    return "{" + ",".join(f"[{first},{end})" for first, end in spans) + "}"


def _circle(asking: Asking, reach_km: float) -> str:
    x, y = planar_m(asking.place)
    return f"<({x!r},{y!r}),{max(_HERE_M, circle_radius_m(asking.place, reach_km))!r}>"
