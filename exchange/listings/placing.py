"""From a site's place to the columns that find and measure it."""

from typing import Any

import sqlalchemy as sa

from exchange.accounts.models import Site
from exchange.kernel.orm import session
from exchange.kernel.place import Place, circle_radius_m, planar_m, unit_vector
from exchange.listings.cells import cell_centre_m, cell_name
from exchange.listings.models import Need, Offer


def here(place: Place) -> dict[str, Any]:
    """The columns of a listing that stands at a place.

    Unit vector for exact distance, planar point to preselect, and the public cell that strangers see instead.
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
    reaches: tuple[tuple[type[Offer] | type[Need], Any], ...] = (
        (Offer, Offer.delivers_within_km),
        (Need, Need.collects_within_km),
    )
    for table, reach_km in reaches:
        at_site = sa.and_(table.business_id == site.business_id, table.site_id == site.id)
        rows = sa.select(table.id, reach_km).where(at_site).order_by(table.id).with_for_update(key_share=True)
        for km in {km for _, km in session().execute(rows)}:
            columns = {**here(site.place), "reach": reach_circle(site.place, km)}
            session().execute(sa.update(table).where(at_site, reach_km == km).values(columns))
