"""The map of the territory served: its frame and outlines are read once, pages bring their spots."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from exchange.kernel.territory import Commune, territory
from exchange.web.maps.drawing import map_svg
from exchange.web.maps.frame import Frame, LatLon, Neighbour, Outline, Spot
from exchange.web.maps.land import land_svg


class Ground(NamedTuple):
    """What every map of the territory stands on; neighbours in order of importance."""

    frame: Frame
    outlines: Sequence[Outline]
    neighbours: Sequence[Neighbour]


def territory_map(spots: Sequence[Spot], *, land_href: str, title: str, description: str) -> Markup:
    """A page's map of the territory served; `land_href` is the address of `territory_land()`."""
    ground = _ground()
    return map_svg(*ground, spots, land_href=land_href, title=title, description=description)


def territory_corners() -> tuple[LatLon, LatLon]:
    """Where the drawing's lower left and upper right corner lie on the globe."""
    return _ground().frame.corners()


@cache
def territory_land() -> Markup:
    """The outlines and the border of the territory served, as a file to be cached."""
    return land_svg(*_ground(), title=territory().name)


@cache
def _ground() -> Ground:
    here = territory()
    outlines = [Outline(code, here.communes[code].name, rings) for code, rings in here.outlines]
    neighbours = sorted((c for c in here.communes.values() if not c.inside), key=_importance)
    dots = [Neighbour(c.name, c.place.lat, c.place.lon, c.country) for c in neighbours]
    return Ground(Frame.around(outlines), outlines, dots)


def _importance(neighbour: Commune) -> int:
    landmarks = territory().landmarks
    return landmarks.index(neighbour.code) if neighbour.code in landmarks else len(landmarks)
