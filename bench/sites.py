"""Businesses and their sites: towns by inhabitants, most with one site, some with a permit for waste."""

from dataclasses import dataclass

import numpy as np

from bench.columns import Column
from bench.towns import KM_PER_DEGREE, Towns, spread_km
from exchange.kernel.place import Place
from exchange.listings.cells import around

SECOND_SITES = 0.15
RURAL = 0.05
RURAL_SPREAD_KM = 25.0
WITH_PERMIT = 0.4
SUSPENDED = 0.01
UNCLAIMED = 0.03


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites by number, in the order of towns; businesses have numbers, too."""

    business: Column
    town: Column
    places: list[Place]
    unit: Column
    permit: Column
    is_suspended: Column
    """By business."""
    is_unclaimed: Column
    """By business: known from a register only, with observed listings only."""

    @property
    def businesses(self) -> int:
        """How many there are."""
        return len(self.is_suspended)


def all_sites(rng: np.random.Generator, towns: Towns, businesses: int, permits: int) -> Sites:
    """At least one site stands in the densest and in the median town, so that both can be asked for."""
    share = towns.population / towns.population.sum()
    home = np.sort(np.append(rng.choice(len(share), businesses - 2, p=share), [towns.densest, towns.median]))
    business = np.sort(np.append(np.arange(businesses), rng.choice(businesses, int(businesses * SECOND_SITES))))
    town = home[business]
    places = _scattered(rng, towns, town)
    is_unclaimed = rng.random(businesses) < UNCLAIMED
    is_permitted = rng.random(len(town)) < WITH_PERMIT
    return Sites(
        business=business,
        town=town,
        places=places,
        unit=np.array([place.unit for place in places]),
        permit=np.where(is_permitted, rng.integers(1, permits, len(town)), 0),
        is_suspended=~is_unclaimed & (rng.random(businesses) < SUSPENDED),
        is_unclaimed=is_unclaimed,
    )


def _scattered(rng: np.random.Generator, towns: Towns, town: Column) -> list[Place]:
    is_rural = rng.random(len(town)) < RURAL
    spread = np.where(is_rural, RURAL_SPREAD_KM, spread_km(towns.population[town]))
    north, east = rng.normal(size=(2, len(town))) * spread
    lat = np.round(towns.lat[town] + north / KM_PER_DEGREE, 5)
    lon = np.round(towns.lon[town] + east / (KM_PER_DEGREE * np.cos(np.radians(lat))), 5)
    return [around(Place(*at)) for at in zip(lat.tolist(), lon.tolist(), strict=True)]
