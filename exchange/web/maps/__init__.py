"""Maps drawn on the server as plain SVG: they work without scripts, print well and are styled by the site's sheets."""

from exchange.web.maps.drawing import map_svg
from exchange.web.maps.frame import Frame, Neighbour, Outline, Spot
from exchange.web.maps.here import territory_corners, territory_land, territory_map
from exchange.web.maps.land import land_svg

__all__ = [
    "Frame",
    "Neighbour",
    "Outline",
    "Spot",
    "land_svg",
    "map_svg",
    "territory_corners",
    "territory_land",
    "territory_map",
]
