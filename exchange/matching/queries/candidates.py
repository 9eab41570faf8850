"""Who could serve whom: live rows preselected by index, a few too many, never one too few. The core decides.

Each direction asks two questions (DESIGN 4.1): who stands within my reach, and whose reach covers me. Circles are
inflated, so what the plane finds holds all that the sphere would. A reach of zero is a centimetre here: two listings
at one place meet without anybody going anywhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.kernel.packed import Cells, Rows, packed_rows, unpacked
from exchange.kernel.place import Place, circle_radius_m, planar_m
from exchange.matching.core.kinds import Span, Spans
from exchange.matching.models import NEED_CELLS, OFFER_CELLS

HERE_M = 0.01
"""As wide as a reach of zero."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one side's live rows stand and what is read of them."""

    table: str
    cells: Cells
    starts: Callable[[Span], list[Span]]
    """Where the intervals begin that meet one."""
    is_enough: str
    """What SQL asks of a row's mass."""
    mass_g: Callable[[int, NDArray[np.float64]], NDArray[np.int64]]
    """Which mass that is, where at least a part of what is wanted must be traded, for one who has or wants so much."""


def _nodes_holding(span: Span) -> list[Span]:
    """What stands under a single number stands under its node or one above."""
    known = catalogue.current()
    return [(node.span.lft, node.span.lft + 1) for node in known.path(known.code_at[span[0]])]


_ALL_G = 2**62


def _enough_of(wanted_g: int, part: NDArray[np.float64]) -> NDArray[np.int64]:
    """An offer must have that part of what I want; a gram less, for the rounding."""
    least: NDArray[np.int64] = np.floor(np.clip(part, 0.0, 1.0) * wanted_g).astype(np.int64) - 1
    return least


def _little_enough(free_g: int, part: NDArray[np.float64]) -> NDArray[np.int64]:
    """A need may want so much that what I have is that part of it; a gram more, for the rounding."""
    most = np.where(part > 0, free_g / np.maximum(part, 1e-9), np.inf)
    highest: NDArray[np.int64] = np.minimum(np.ceil(most) + 1, _ALL_G).astype(np.int64)
    return highest


OFFERS = Shelf("live_offer", OFFER_CELLS, lambda span: [span], "free_g >= look.mass_g", _enough_of)
NEEDS = Shelf("live_need", NEED_CELLS, _nodes_holding, "wanted_g <= look.mass_g", _little_enough)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks for a counterpart: where, how far, for how much, as whose (its own listings are left out), which sets
    of permits let its waste in, and whether what registers saw counts."""

    place: Place
    reach_km: float
    mass_g: int
    business_ref: str
    permits: Sequence[int] = ()
    with_observed: bool = True


def permits_for(waste_code: str | None) -> list[int]:
    """The numbers of the sets of permits that cover a code."""
    if waste_code is None:
        return []
    covering = sa.text("SELECT id FROM live_permits WHERE codes @> ARRAY[:code]").bindparams(code=int(waste_code))
    return list(session().scalars(covering))


def within(shelf: Shelf, asking: Asking, spans: Spans) -> Rows:
    """All rows of these spans that either side's reach brings together."""
    own = f"{UNDER} AND place <@ %(known)s::circle"
    reach_m = max(HERE_M, circle_radius_m(asking.place, asking.reach_km))
    arguments = around(asking, reach_m) | {"spans": multirange(spans)}
    statement = f"{select(shelf)}{own} UNION ALL {select(shelf)}{UNDER}{REACHING}{UNKNOWN}"
    return others(asking, packed_rows(statement, arguments, shelf.cells))


_NOWHERE = "<(1e9,1e9),0>"
"""Beyond the rim of the plane."""
UNDER = " WHERE span && %(spans)s::int4multirange"
REACHING = " AND cover @> %(here)s::box"
UNKNOWN = " AND NOT place <@ %(known)s::circle"
"""One index serves each: that of places and that of what is covered. Who stands near but does not reach here is judged
out."""


def select(shelf: Shelf, packed: str = "packed") -> str:
    """Names of our own only; whatever comes from outside is an argument."""
    return f"SELECT {packed} FROM {shelf.table}"  # noqa: S608 # nosec B608 — constants


def others(asking: Asking, found: NDArray[np.void]) -> Rows:
    """The rows of other businesses, of registers only where those count; which permits cover the waste code."""
    own = np.frombuffer(UUID(asking.business_ref).bytes, "V16")
    is_other = found["business_id"] != own
    if not asking.with_observed:
        is_other &= ~found["is_observed"]
    rows = unpacked(found if is_other.all() else found[is_other])
    if "permits_id" in rows:
        rows["is_permitted"] = np.isin(rows["permits_id"], asking.permits)
    return rows


def around(asking: Asking, known_m: float) -> dict[str, str]:
    """Where one stands, and what is known already: nothing, where that is less than no distance."""
    return {"here": box_around(asking.place, 0), "known": circle(asking, known_m) if known_m >= 0 else _NOWHERE}


def box_around(place: Place, reach_km: float) -> str:
    """The planar box that holds everything within reach."""
    (x, y), radius_m = planar_m(place), circle_radius_m(place, reach_km)
    return f"({x - radius_m!r},{y - radius_m!r}),({x + radius_m!r},{y + radius_m!r})"


def multirange(spans: Spans) -> str:
    """Intervals as PostgreSQL reads them."""
    return "{" + ",".join(f"[{first},{end})" for first, end in spans) + "}"


def circle(asking: Asking, radius_m: float) -> str:
    """About where one stands, as PostgreSQL reads it; planar metres."""
    x, y = planar_m(asking.place)
    return f"<({x!r},{y!r}),{radius_m!r}>"
