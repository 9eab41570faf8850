"""Room for what stands on the map: names that do not run into one another, spots that a finger can tell apart."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import hypot, isqrt
from typing import NamedTuple

from exchange.web.maps.frame import HEIGHT, WIDTH, Frame, Neighbour, Spot, Unit

SMALLEST, LARGEST = 22, 30
"""Radius of a spot in units. On a phone of 390 px a unit is 0.56 px wide: the smallest still is 24 px across."""
ROOMY = 20
"""So many spots stand at full size; more of them shrink together, and the list beside the map serves the finger."""
LETTER, LINE = 11, 26
"""Room one letter and one line of a neighbour's name take up, in units, at the size used on phones."""
ROUNDS = 30
"""How often spots that overlap may push each other; the 95 communes of the first territory rest after 11 rounds."""

EDGE = 31
"""Strip at the top and the bottom that wide screens cut off."""

WEST_CUT, EAST_CUT = (WIDTH - HEIGHT) // 2, (WIDTH + HEIGHT) // 2
"""Where phones cut the sides off: they show the square in the middle. No name stands across."""
CLEAR = 14
"""Room between a name and those cuts: letters may be wider than is reckoned."""

MOST_NAMES = 18
"""More would make a wall of villages out of the land next door."""

Box = tuple[int, int, int, int]
Placed = tuple[Spot, Unit, int]


class Name(NamedTuple):
    """A neighbour's name beside its dot: how the text is anchored and shifted, and the room that it takes."""

    text: str
    dot: Unit
    anchor: str
    shift: str
    room: Box


def spread(frame: Frame, spots: Sequence[Spot]) -> list[Placed]:
    """Each spot with its centre and radius; spots that would overlap stand side by side, the largest last on top."""
    ordered = sorted(spots, key=lambda spot: (spot.count, spot.label))
    most = max((spot.count for spot in ordered), default=1)
    radii = [round(_radius(spot.count, most) * _crowding(len(ordered))) for spot in ordered]
    centres = [_float_pair(frame.unit((spot.lat, spot.lon))) for spot in ordered]
    for _ in range(ROUNDS):
        if not _push_apart(centres, radii):
            break
    rounded = [(round(x), round(y)) for x, y in centres]
    return list(zip(ordered, rounded, radii, strict=True))


def named(frame: Frame, neighbours: Iterable[Neighbour], taken: Iterable[Unit]) -> list[Name]:
    """The neighbours whose names have room, the first given first, clear of the `taken` points of the territory."""
    points, kept = list(taken), list[Name]()
    for neighbour in neighbours:
        if len(kept) == MOST_NAMES:
            break
        unit = frame.unit((neighbour.lat, neighbour.lon))
        name = next((name for name in _choices(neighbour.name, unit) if _fits(name.room, kept, points)), None)
        if name:
            kept.append(name)
    return kept


def _radius(count: int, most: int) -> int:
    return SMALLEST + (LARGEST - SMALLEST) * isqrt(10_000 * count // max(most, 1)) // 100


def _crowding(spots: int) -> float:
    return min(1.0, (ROOMY / spots) ** 0.5) if spots else 1.0


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


def _choices(text: str, unit: Unit) -> Iterator[Name]:
    """Where a name may stand: below its dot, to the right, to the left, above."""
    (x, y), wide = unit, len(text) * LETTER
    yield Name(text, unit, "middle", "1.15em", (x - wide // 2, y - 8, x + wide // 2, y + LINE + 8))
    yield Name(text, unit, "start", ".36em", (x - 8, y - LINE // 2, x + wide + 10, y + LINE // 2))
    yield Name(text, unit, "end", ".36em", (x - wide - 10, y - LINE // 2, x + 8, y + LINE // 2))
    yield Name(text, unit, "middle", "-.5em", (x - wide // 2, y - LINE - 8, x + wide // 2, y + 8))


def _fits(room: Box, kept: list[Name], points: list[Unit]) -> bool:
    left, top, right, bottom = room
    if left < 4 or right > WIDTH - 4 or top < EDGE or bottom > HEIGHT - EDGE:
        return False
    if left - CLEAR < WEST_CUT < right or left < EAST_CUT < right + CLEAR:
        return False
    if any(left <= x <= right and top <= y <= bottom for x, y in points):
        return False
    return all(_apart(room, name.room) for name in kept)


def _apart(one: Box, two: Box) -> bool:
    return one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]
