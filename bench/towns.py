"""Where listings stand: the territory's communes and many invented towns around them, few large and many small."""

from dataclasses import dataclass

import numpy as np

from bench.columns import Column
from exchange.kernel.place import PLANE_CENTRE
from exchange.kernel.territory import territory
from exchange.kernel.trade import Country

INVENTED = 4000
HALF_SQUARE_KM = 500.0
LARGEST = 2_200_000
"""Inhabitants of the largest invented town; the others follow Zipf's law, flattened at its head."""
FLATTENED = 2
UNSTATED = 6000
"""Inhabitants assumed for neighbours whose number the data do not state."""
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Towns:
    """Towns by number: degrees, inhabitants, names and countries."""

    lat: Column
    lon: Column
    population: Column
    names: list[str]
    countries: list[Country]

    @property
    def densest(self) -> int:
        """The town with the most inhabitants."""
        return int(self.population.argmax())

    @property
    def median(self) -> int:
        """The town in the middle when they are ordered by inhabitants."""
        return int(np.argsort(self.population, kind="stable")[len(self.population) // 2])


def all_towns(rng: np.random.Generator) -> Towns:
    """Real communes and neighbours first, then the invented ones in a square of 1000 km about Lille."""
    real = list(territory().communes.values())
    north, east = rng.uniform(-HALF_SQUARE_KM, HALF_SQUARE_KM, (2, INVENTED))
    lat = PLANE_CENTRE.lat + north / KM_PER_DEGREE
    lon = PLANE_CENTRE.lon + east / (KM_PER_DEGREE * np.cos(np.radians(lat)))
    invented = LARGEST * (1 + FLATTENED) / (1 + FLATTENED + np.arange(INVENTED))
    return Towns(
        np.concatenate([[town.place.lat for town in real], lat]),
        np.concatenate([[town.place.lon for town in real], lon]),
        np.concatenate([[town.population or UNSTATED for town in real], invented]).astype(np.int64),
        [town.name for town in real] + [f"Fictiville {number}" for number in range(INVENTED)],
        [town.country for town in real] + [_country(*at) for at in zip(lat.tolist(), lon.tolist(), strict=True)],
    )


def spread_km(population: Column) -> Column:
    """How far a town's sites scatter about its middle: the area grows with the inhabitants."""
    return 0.6 + 0.8 * np.sqrt(population / 10_000)


def _country(lat: float, lon: float) -> Country:
    """Roughly; enough for flags, which no ranking looks at."""
    if lat > 50.9 and lon < 1.6:
        return Country.GB
    return Country.BE if 49.9 < lat < 51.4 and 2.8 < lon < 6.0 else Country.FR
