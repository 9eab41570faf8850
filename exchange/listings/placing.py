"""From a site's place to the columns that find and measure it."""

from typing import Any

import sqlalchemy as sa

from exchange.accounts.models import Site
from exchange.kernel.orm import session
from exchange.kernel.place import Place, circle_radius_m, planar_m, unit_vector
from exchange.listings.cells import around, cell_centre_m, cell_name, middle
from exchange.listings.models import Need, Offer
from exchange.listings.policy import FROM_REGISTERS

_SLACK_M = 1.0
"""What arithmetic may move the middle of a cell on its way to the globe and back."""


def here(place: Place) -> dict[str, Any]:
    """The columns of a listing that stands at a place.

    Unit vector for exact distance, planar point to preselect, and the public cell. Members' listings stand in the
    middle of theirs (``around``), flows of registers where the register says.
    """
    ux, uy, uz = unit_vector(place)
    x, y = planar_m(place)
    centre = cell_centre_m(place)
    return {
        "ux": ux,
        "uy": uy,
        "uz": uz,
        "place": f"({x!r},{y!r})",
        "cell_x_m": centre[0],
        "cell_y_m": centre[1],
        "cell_name": cell_name(centre),
    }


def reach_circle(place: Place, reach_km: float) -> str | None:
    """The planar circle that holds everything within reach; None for a reach of zero."""
    if reach_km <= 0:
        return None
    x, y = planar_m(place)
    return f"<({x!r},{y!r}),{circle_radius_m(place, reach_km)!r}>"


def follow_site(site: Site) -> None:
    """Put every listing of a site where the site stands now, paused and finished ones too: they may come back.

    They are locked in the order of their ids first, so that an edit under way is waited for and then corrected.
    """
    for table, reach_km in _REACHES:
        at_site = sa.and_(table.business_id == site.business_id, table.site_id == site.id)
        rows = sa.select(table.id, reach_km).where(at_site).order_by(table.id).with_for_update(key_share=True)
        for km in {km for _, km in session().execute(rows)}:
            for which, place in ((_from_register(table), site.place), (~_from_register(table), around(site.place))):
                _put(table, place, km, at_site, reach_km == km, which)


def is_anything_off_its_middle() -> bool:
    """Whether members' listings stand at their exact sites, as releases before 2026-11-23 put them."""
    return any(session().scalar(sa.select(sa.exists().where(*_off_its_middle(table)))) for table, _ in _REACHES)


def put_in_the_middle() -> None:
    """Put every member's listing that does not stand in the middle of its cell there."""
    for table, reach_km in _REACHES:
        cell, off = (table.cell_x_m, table.cell_y_m), _off_its_middle(table)
        for x, y, km in session().execute(sa.select(*cell, reach_km).where(*off).distinct()).all():
            _put(table, middle((x, y)), km, *off, sa.tuple_(*cell) == (x, y), reach_km == km)


_REACHES: tuple[tuple[type[Offer] | type[Need], Any], ...] = (
    (Offer, Offer.delivers_within_km),
    (Need, Need.collects_within_km),
)


def _put(table: type[Offer] | type[Need], place: Place, reach_km: int, *which: sa.ColumnElement[bool]) -> None:
    columns = {**here(place), "reach": reach_circle(place, reach_km)}
    session().execute(sa.update(table).where(*which).values(columns))


def _from_register(table: type[Offer] | type[Need]) -> sa.ColumnElement[bool]:
    return table.state.in_(FROM_REGISTERS)


def _off_its_middle(table: type[Offer] | type[Need]) -> tuple[sa.ColumnElement[bool], ...]:
    x, y = (sa.literal_column(f"{table.__tablename__}.place[{axis}]", sa.Float) for axis in (0, 1))
    apart = sa.or_(sa.func.abs(x - table.cell_x_m) > _SLACK_M, sa.func.abs(y - table.cell_y_m) > _SLACK_M)
    return ~_from_register(table), apart
