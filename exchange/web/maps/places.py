"""Room for what stands on the map: names that do not run into one another, spots that a finger can tell apart."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import hypot, isqrt

from exchange.web.maps.frame import Frame, Neighbour, Spot, Unit, holds

SMALLEST, LARGEST = 15, 25
"""Radius of a spot in units. On a phone one unit is at least 0.55 px wide and the sheets widen the spots again."""
LETTER, LINE = 11, 26
"""Room one letter and one line of a neighbour's name take up, in units, at the size used on phones."""
ROUNDS = 40
"""How often spots that overlap may push each other; 95 communes come to rest after about 20."""

Box = tuple[int, int, int, int]
Placed = tuple[Spot, Unit, int]


def spread(frame: Frame, spots: Sequence[Spot]) -> list[Placed]:
    """Each spot with its centre and radius; spots that would overlap stand side by side, the largest last on top."""
    ordered = sorted(spots, key=lambda spot: (spot.count, spot.label))
    most = max((spot.count for spot in ordered), default=1)
    radii = [_radius(spot.count, most) for spot in ordered]
    centres = [_float_pair(frame.unit((spot.lat, spot.lon))) for spot in ordered]
    for _ in range(ROUNDS):
        if not _push_apart(centres, radii):
            break
    rounded = [(round(x), round(y)) for x, y in centres]
    return list(zip(ordered, rounded, radii, strict=True))


def named(frame: Frame, neighbours: Iterable[Neighbour], taken: Iterable[Unit]) -> list[tuple[Neighbour, Unit]]:
    """The neighbours whose names have room, the first given first, clear of the `taken` points of the territory."""
    points, boxes, kept = list(taken), list[Box](), list[tuple[Neighbour, Unit]]()
    for neighbour in neighbours:
        unit = frame.unit((neighbour.lat, neighbour.lon))
        box = _box(neighbour.name, unit)
        if _fits(box, boxes, points):
            boxes.append(box)
            kept.append((neighbour, unit))
    return kept


def _radius(count: int, most: int) -> int:
    return SMALLEST + (LARGEST - SMALLEST) * isqrt(10_000 * count // max(most, 1)) // 100


def _float_pair(unit: Unit) -> tuple[float, float]:
    return float(unit[0]), float(unit[1])


def _push_apart(centres: list[tuple[float, float]], radii: list[int]) -> bool:
    """One round: every pair that overlaps moves apart by half the overlap each. False when nothing moved."""
    moved = False
    for one, two in combinations(range(len(centres)), 2):
        across, down = centres[two][0] - centres[one][0], centres[two][1] - centres[one][1]
        apart, wanted = hypot(across, down), radii[one] + radii[two] + 2
        if apart >= wanted - 0.5:
            continue
        east, south = (across / apart, down / apart) if apart else (1.0, 0.0)
        half = (wanted - apart) / 2
        centres[one] = centres[one][0] - east * half, centres[one][1] - south * half
        centres[two] = centres[two][0] + east * half, centres[two][1] + south * half
        moved = True
    return moved


def _box(name: str, unit: Unit) -> Box:
    half = len(name) * LETTER // 2
    return unit[0] - half, unit[1] - 8, unit[0] + half, unit[1] + LINE + 8


def _fits(box: Box, boxes: list[Box], points: list[Unit]) -> bool:
    left, top, right, bottom = box
    if not (holds((left, top), inset=4) and holds((right, bottom), inset=4)):
        return False
    if any(left <= x <= right and top <= y <= bottom for x, y in points):
        return False
    return all(right < other[0] or other[2] < left or bottom < other[1] or other[3] < top for other in boxes)
