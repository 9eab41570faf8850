"""Rules and score of one pair in plain Python, as a loop over rows would have them, with early exits."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bench.materials import SUBSTITUTED
from exchange.kernel.place import EARTH_RADIUS_KM
from exchange.kernel.trade import LegalStatus
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
    first: date
    last: date | None
    is_negotiable: bool
    material: str
    free_kg: Decimal
    minimum_kg: Decimal
    ask: Decimal | None
    grade: int | None
    status: str | None
    code: str | None


class Want(NamedTuple):
    """A need as a row of the plain table, once for each node that it names."""

    row: int
    business: int
    is_active: bool
    lat: float
    lon: float
    reach_km: int
    first: date
    last: date | None
    is_negotiable: bool
    node: str
    wanted_kg: Decimal
    smallest_kg: Decimal
    highest: Decimal | None
    lowest_grade: int | None
    statuses: list[str]
    permit: int
    is_observed: bool


class Tables(NamedTuple):
    """What the loop looks up: widths by material, codes by permit, net CO₂e by material and status, maxima."""

    width: Mapping[str, int]
    permits: Sequence[frozenset[str]]
    net: Mapping[tuple[str, str | None], tuple[float, float]]
    """kg CO₂e per tonne at no distance and per kilometre; pairs without a factor are missing."""
    most: Sequence[Sequence[Sequence[int]]]
    """[price known, net CO₂e known] → most points of each term."""


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
    traded = min(lot.free_kg, want.wanted_kg)
    if traded <= 0 or traded < lot.minimum_kg or traded < want.smallest_kg:
        return False
    if (lot.last is not None and lot.last < want.first) or (want.last is not None and want.last < lot.first):
        return False
    is_negotiable = lot.is_negotiable or want.is_negotiable
    if not is_negotiable and lot.ask is not None and want.highest is not None and lot.ask > want.highest:
        return False
    if lot.grade is not None and want.lowest_grade is not None and lot.grade < want.lowest_grade:
        return False
    if lot.status is not None and not _is_legal(lot, want, tables):
        return False
    return lot.is_active and want.is_active and lot.business != want.business


def _is_legal(lot: Lot, want: Want, tables: Tables) -> bool:
    if want.statuses and lot.status not in want.statuses:
        return False
    return lot.status != LegalStatus.WASTE or want.is_observed or lot.code in tables.permits[want.permit]


def _haversine_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    north = math.sin((other_phi - phi) / 2) ** 2
    east = math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(north + math.cos(phi) * math.cos(other_phi) * east)))


def _score(lot: Lot, want: Want, remoteness: int, haul_m: int, tables: Tables) -> int:
    net = tables.net.get((lot.material, lot.status))
    most = tables.most[lot.ask is not None][net is not None]
    accepted = remoteness - SUBSTITUTED if remoteness >= SUBSTITUTED else remoteness
    per = 5 if remoteness >= SUBSTITUTED else 2
    reach_m = max(lot.reach_km, want.reach_km) * 1000
    points = (accepted + tables.width[lot.material]) * most[0] // (per * accepted)
    points += max(0, reach_m - haul_m) * most[1] // reach_m if reach_m else most[1]
    points += int(min(lot.free_kg, want.wanted_kg) * most[2] // want.wanted_kg)
    points += _time(lot, want, most[3]) + _price(lot.ask, want.highest, most[4])
    if net is not None:
        grams = round((net[0] + net[1] * (haul_m / 1000)) * 1000)
        points += min(max(0, grams), FULL_GRAMS) * most[5] // FULL_GRAMS
    return points


def _time(lot: Lot, want: Want, most: int) -> int:
    ends = [day for day in (lot.last, want.last) if day is not None]
    if not ends:
        return most
    days = (min(ends) - max(lot.first, want.first)).days + 1
    return min(days, FULL_OVERLAP_DAYS) * most // FULL_OVERLAP_DAYS


def _price(ask: Decimal | None, highest: Decimal | None, most: int) -> int:
    if ask is None:
        return 0
    if highest is None or ask <= 0 <= highest:
        return most
    return 0 if ask > highest else int((highest - ask) * most // (abs(highest) + abs(ask)))
