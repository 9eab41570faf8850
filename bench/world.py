"""A whole territory in columns: towns, sites, materials, listings, and the new listings that ask."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from bench.columns import Needs, Offers
from bench.dealing import NOT_LIVE, deal_needs, deal_offers
from bench.materials import PERMITS, Materials, all_materials
from bench.sites import Sites, all_sites
from bench.towns import Towns, all_towns
from exchange.catalogue.core.snapshot import Catalogue

LISTINGS_PER_BUSINESS = 5
FEWEST_BUSINESSES = 60


@dataclass(frozen=True, slots=True)
class World:
    """What is loaded, as columns. Rows are in the order of their ids."""

    rows: int
    """Live offers, and as many live needs."""
    day: date
    towns: Towns
    materials: Materials
    sites: Sites
    offers: Offers
    needs: Needs


def make_world(rows: int, known: Catalogue, day: date, seed: int) -> World:
    """A territory with so many live listings of each side; towns and materials are the same for every size."""
    rng = np.random.default_rng(seed)
    towns = all_towns(rng)
    materials = all_materials(rng, known, day)
    dealt = round(rows * (1 + NOT_LIVE))
    businesses = max(FEWEST_BUSINESSES, 2 * dealt // LISTINGS_PER_BUSINESS)
    sites = all_sites(rng, towns, businesses, PERMITS)
    today = day.toordinal()
    offers = deal_offers(rng, sites, materials, dealt, today)
    needs = deal_needs(rng, sites, materials, dealt, today)
    return World(rows, day, towns, materials, sites, offers, needs)
