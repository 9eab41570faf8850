"""From a site's place to the columns that find and measure it."""

from typing import Any

from exchange.kernel.place import Place, circle_radius_m, planar_m, unit_vector


def here(place: Place) -> dict[str, Any]:
    """The columns of a listing that stands at a place: unit vector for exact distance, planar point to preselect."""
    ux, uy, uz = unit_vector(place)
    x, y = planar_m(place)
    return {"ux": ux, "uy": uy, "uz": uz, "place": f"({x!r},{y!r})"}


def reach_circle(place: Place, reach_km: float) -> str | None:
    """The planar circle that holds everything within reach; None for a reach of zero."""
    if reach_km <= 0:
        return None
    x, y = planar_m(place)
    return f"<({x!r},{y!r}),{circle_radius_m(place, reach_km)!r}>"
