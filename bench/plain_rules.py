"""Rules and score of one pair in plain Python, as a loop over rows would have them: early exits, whole numbers."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from bench.dealing import WASTE
from bench.materials import SUBSTITUTED
from exchange.kernel.place import EARTH_RADIUS_KM
from exchange.matching.core.score import FULL_NET_CO2E_KG_PER_T, FULL_OVERLAP_DAYS

FULL_GRAMS = FULL_NET_CO2E_KG_PER_T * 1000


class Lot(NamedTuple):
    """An offer as a row of the plain table."""

    row: int
    business: int
    is_active: bool
    lat: float
    lon: float
    reach_km: int
    first: int
    last: int | None
    is_negotiable: bool
    material: int
    free_g: int
    minimum_g: int
    ask_cents: int | None
    grade: int | None
    status: int | None
    code: int | None


class Want(NamedTuple):
    """A need as a row of the plain table, once for each node that it names."""

    row: int
    business: int
    is_active: bool
    lat: float
    lon: float
    reach_km: int
    first: int
    last: int | None
    is_negotiable: bool
    node: int
    wanted_g: int
    smallest_g: int
    highest_cents: int | None
    lowest_grade: int | None
    statuses: int
    permit: int
    is_observed: bool


class Tables(NamedTuple):
    """What the loop looks up: widths by node, permits as sets of codes, net CO₂e by material and status, maxima."""

    width: Sequence[int]
    permits: Sequence[frozenset[int]]
    near: Sequence[Sequence[float]]
    per_km: Sequence[Sequence[float]]
    most: Sequence[Sequence[Sequence[int]]]


def judged(lot: Lot, want: Want, remoteness: int, tables: Tables) -> tuple[int, int] | None:
    """Score and metres of a pair whose material is accepted so closely; None where a rule fails."""
    if not _fits(lot, want, tables):
        return None
    haul_km = _haversine_km(lot.lat, lot.lon, want.lat, want.lon)
    reach_km = max(lot.reach_km, want.reach_km)
    if haul_km > reach_km:
        return None
    haul_m = round(haul_km * 1000)
    return _score(lot, want, remoteness, haul_m, tables), haul_m


def _fits(lot: Lot, want: Want, tables: Tables) -> bool:
    """All rules but material and distance."""
    traded = min(lot.free_g, want.wanted_g)
    if traded <= 0 or traded < lot.minimum_g or traded < want.smallest_g:
        return False
    if (lot.last is not None and lot.last < want.first) or (want.last is not None and want.last < lot.first):
        return False
    ask, highest = lot.ask_cents, want.highest_cents
    if ask is not None and highest is not None and ask > highest and not (lot.is_negotiable or want.is_negotiable):
        return False
    if lot.grade is not None and want.lowest_grade is not None and lot.grade < want.lowest_grade:
        return False
    if lot.status is not None and not _is_legal(lot, want, tables):
        return False
    return lot.is_active and want.is_active and lot.business != want.business


def _is_legal(lot: Lot, want: Want, tables: Tables) -> bool:
    if want.statuses and lot.status is not None and not want.statuses >> lot.status & 1:
        return False
    return lot.status != WASTE or want.is_observed or lot.code in tables.permits[want.permit]


def _haversine_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    north = math.sin((other_phi - phi) / 2) ** 2
    east = math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(north + math.cos(phi) * math.cos(other_phi) * east)))


def _score(lot: Lot, want: Want, remoteness: int, haul_m: int, tables: Tables) -> int:
    status = -1 if lot.status is None else lot.status
    near = tables.near[lot.material][status]
    has_net = near == near
    most = tables.most[lot.ask_cents is not None][has_net]
    accepted = remoteness - SUBSTITUTED if remoteness >= SUBSTITUTED else remoteness
    per = 5 if remoteness >= SUBSTITUTED else 2
    reach_m = max(lot.reach_km, want.reach_km) * 1000
    points = (accepted + tables.width[lot.material]) * most[0] // (per * accepted)
    points += max(0, reach_m - haul_m) * most[1] // reach_m if reach_m else most[1]
    points += min(lot.free_g, want.wanted_g) * most[2] // want.wanted_g
    points += _time(lot, want, most[3]) + _price(lot.ask_cents, want.highest_cents, most[4])
    if has_net:
        grams = round((near + tables.per_km[lot.material][status] * (haul_m / 1000)) * 1000)
        points += min(max(0, grams), FULL_GRAMS) * most[5] // FULL_GRAMS
    return points


def _time(lot: Lot, want: Want, most: int) -> int:
    ends = [day for day in (lot.last, want.last) if day is not None]
    if not ends:
        return most
    return min(min(ends) - max(lot.first, want.first) + 1, FULL_OVERLAP_DAYS) * most // FULL_OVERLAP_DAYS


def _price(ask: int | None, highest: int | None, most: int) -> int:
    if ask is None:
        return 0
    if highest is None or ask <= 0 <= highest:
        return most
    return 0 if ask > highest else (highest - ask) * most // (abs(highest) + abs(ask))
