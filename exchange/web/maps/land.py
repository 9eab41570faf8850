"""The land itself, drawn once and cached: pages only point at it.

The groups and the communes carry ids and no colour, so that a page which shows them with
`<use href="/maps/territory.svg#communes">` colours them by its own sheets, in light and in dark.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from exchange.web.maps.frame import HEIGHT, WIDTH, Frame, LatLon, Neighbour, Outline, Unit

BORDER_WITHIN_KM = 4.5
"""An edge of the territory this near to a place of another country is drawn as the border. A hint for the eye: the
outlines do not say what lies behind them, and neighbouring villages of a dense border are 1 to 4 km away."""

Edge = tuple[Unit, Unit]


def land_svg(frame: Frame, outlines: Sequence[Outline], neighbours: Sequence[Neighbour], *, title: str) -> Markup:
    """Towns next door (`#towns`), the communes (`#communes`, each `#c<code>`) and the border (`#border`) as a file."""
    communes = Markup("").join(_commune(frame, outline) for outline in outlines)
    border = " ".join(_stroke(edge) for edge in _border(frame, outlines, neighbours))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" fill="#fff" stroke="#9a8f76"><title>{}</title>'
        '<path id="towns" fill="none" stroke-linecap="round" stroke-width="5" d="{}"/>'
        '<g id="communes">{}</g><path id="border" d="{}"/></svg>'
    ).format(WIDTH, HEIGHT, title, _towns(frame, neighbours), communes, border)


def _towns(frame: Frame, neighbours: Iterable[Neighbour]) -> str:
    """A dot for each town next door that the drawing has room for: the land does not end at the border."""
    units = sorted({frame.unit((neighbour.lat, neighbour.lon)) for neighbour in neighbours})
    return "".join(f"M{x} {y}h0" for x, y in units if 0 <= x <= WIDTH and 0 <= y <= HEIGHT)


def _commune(frame: Frame, outline: Outline) -> Markup:
    d = "".join(_ring(frame, ring) for ring in outline.rings)
    return Markup('<path id="c{}" d="{}"><title>{}</title></path>').format(outline.code, d, escape(outline.name))


def _ring(frame: Frame, ring: Sequence[LatLon]) -> str:
    """A closed ring as relative steps in whole units: a third of the size of absolute decimals."""
    units = _distinct(frame, ring)
    start, steps = units[0], pairwise(units)
    path = "".join(f"{after[0] - before[0]} {after[1] - before[1]} " for before, after in steps)
    return f"M{start[0]} {start[1]}l{path.replace(' -', '-').rstrip()}z"


def _distinct(frame: Frame, ring: Sequence[LatLon]) -> list[Unit]:
    units = [frame.unit(corner) for corner in ring]
    return [unit for at, unit in enumerate(units) if at == 0 or unit != units[at - 1]]


def _border(frame: Frame, outlines: Iterable[Outline], neighbours: Iterable[Neighbour]) -> list[Edge]:
    reach = BORDER_WITHIN_KM * frame.units_per_km
    abroad = [frame.unit((neighbour.lat, neighbour.lon)) for neighbour in neighbours]
    return [edge for edge in _rim(frame, outlines) if any(_apart(edge, place) <= reach for place in abroad)]


def _rim(frame: Frame, outlines: Iterable[Outline]) -> list[Edge]:
    """The edges that only one commune has, each once, in the order they are met."""
    edges = Counter(edge for outline in outlines for ring in outline.rings for edge in _edges(frame, ring))
    return [edge for edge, uses in edges.items() if uses == 1]


def _edges(frame: Frame, ring: Sequence[LatLon]) -> list[Edge]:
    units = _distinct(frame, ring)
    return [(min(one, two), max(one, two)) for one, two in pairwise(units)]


def _apart(edge: Edge, place: Unit) -> float:
    (ax, ay), (bx, by) = edge
    across, down = (ax + bx) / 2 - place[0], (ay + by) / 2 - place[1]
    return float((across * across + down * down) ** 0.5)


def _stroke(edge: Edge) -> str:
    (ax, ay), (bx, by) = edge
    return f"M{ax} {ay}l{bx - ax} {by - ay}"
