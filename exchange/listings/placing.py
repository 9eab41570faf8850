"""From a site's place to the columns that find and measure it."""

from typing import Any

from exchange.kernel.place import Place, circle_radius_m, planar_m, unit_vector
from exchange.listings.cells import cell_centre_m, cell_name


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
