"""Dealing listings: columns of offers and needs with the skew of real exchanges, the same for the same seed."""

import numpy as np

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, NO_STATUS, OPEN_END, STATES, STATUSES, Column, Needs, Offers
from bench.materials import Materials
from bench.sites import Sites
from exchange.kernel.trade import LegalStatus

OBSERVED = STATES.index("observed")
NOT_LIVE = 0.08
"""Paused, expired, exhausted and drafted rows for each live one."""
STATUS_SHARES = (0.25, 0.15, 0.25, 0.3, 0.05)
WASTE = STATUSES.index(LegalStatus.WASTE)
BY_PRODUCT = STATUSES.index(LegalStatus.BY_PRODUCT)


def deal_offers(
    rng: np.random.Generator, sites: Sites, materials: Materials, rows: int, today: int, *, is_new: bool = False
) -> Offers:
    """Lots; half of them for collection only. New ones are all live and not observed: what somebody posts."""
    common = _common(rng, sites, rows, today, 0.5, is_new)
    is_observed = common["state"] == OBSERVED
    material = rng.choice(materials.leaves, rows, p=materials.shares)
    free, is_whole = _grams(rng, rows, 2000), rng.random(rows) < 0.15
    part = (free * rng.uniform(0.05, 0.5, rows)).astype(np.int64) // 1000 * 1000
    status, code = _legal(rng, materials, material, is_observed)
    grade = rng.choice(6, rows, p=(0.0, 0.2, 0.1, 0.2, 0.4, 0.1))
    return Offers(
        **common,
        material=material,
        free_g=free,
        minimum_g=np.where(is_whole, free, np.where(rng.random(rows) < 0.55, part, 0)),
        is_whole=is_whole,
        ask_cents=_prices(rng, rows, median=60, unknown=0.15, free=0.25, negative=0.15),
        grade=np.where(is_observed & (rng.random(rows) < 0.8), 0, grade),
        status=status,
        code=code,
    )


def deal_needs(
    rng: np.random.Generator, sites: Sites, materials: Materials, rows: int, today: int, *, is_new: bool = False
) -> Needs:
    """Needs for one to three nodes, sometimes an inner one that holds many materials."""
    common = _common(rng, sites, rows, today, 0.1, is_new)
    wanted = _grams(rng, rows, 5000)
    is_covered = (rng.random(rows) < 0.1) & (not is_new)
    smallest = (wanted * rng.uniform(0.01, 0.3, rows)).astype(np.int64) // 1000 * 1000
    return Needs(
        **common,
        nodes=_nodes(rng, materials, rows),
        wanted_g=wanted,
        covered_g=np.where(is_covered, (wanted * rng.uniform(0, 0.9, rows)).astype(np.int64) // 1000 * 1000, 0),
        smallest_g=np.where(rng.random(rows) < 0.5, smallest, 0),
        highest_cents=_prices(rng, rows, median=80, unknown=0.3, free=0.1, negative=0.1),
        lowest_grade=rng.choice(6, rows, p=(0.5, 0.1, 0.1, 0.15, 0.14, 0.01)),
        statuses=np.where(rng.random(rows) < 0.6, 0, rng.integers(1, 2 ** len(STATUSES), rows)),
        permit=sites.permit[common["site"]],
    )


def _common(
    rng: np.random.Generator, sites: Sites, rows: int, today: int, stays_at_home: float, is_new: bool
) -> dict[str, Column]:
    claimed = np.flatnonzero(~sites.is_unclaimed[sites.business])
    site = rng.choice(claimed, rows)
    state = np.zeros(rows, np.int64)
    if not is_new:
        site, state = _with_observed(rng, sites, site)
    business = sites.business[site]
    first = today + rng.integers(-60, 60, rows) if not is_new else today + rng.integers(0, 30, rows)
    last = np.where(rng.random(rows) < 0.35, OPEN_END, np.maximum(first, today) + rng.integers(5, 365, rows))
    reach = np.exp(rng.uniform(np.log(5), np.log(150), rows)).round().astype(np.int64)
    return {
        "site": site,
        "business": business,
        "is_active": ~sites.is_suspended[business] | is_new,
        "state": state,
        **{name: sites.unit[site, axis] for axis, name in enumerate(("ux", "uy", "uz"))},
        "reach_km": np.where(rng.random(rows) < stays_at_home, 0, reach),
        "first": first,
        "last": last,
        "is_negotiable": rng.random(rows) < 0.35,
    }


def _with_observed(rng: np.random.Generator, sites: Sites, site: Column) -> tuple[Column, Column]:
    """Among the first rows some observed ones of unclaimed businesses; the rest of the rows, mixed in, is not live."""
    state = np.zeros(len(site), np.int64)
    not_live = rng.permutation(len(site))[: round(len(site) * NOT_LIVE / (1 + NOT_LIVE))]
    state[not_live] = rng.integers(2, len(STATES), len(not_live))
    unclaimed = np.flatnonzero(sites.is_unclaimed[sites.business])
    if len(unclaimed):
        is_observed = (state == 0) & (rng.random(len(site)) < 0.03)
        state[is_observed] = OBSERVED
        site = np.where(is_observed, rng.choice(unclaimed, len(site)), site)
    return site, state


def _legal(
    rng: np.random.Generator, materials: Materials, material: Column, is_observed: Column
) -> tuple[Column, Column]:
    status = rng.choice(len(STATUSES), len(material), p=STATUS_SHARES)
    code = materials.code_of[material]
    status = np.where((status == WASTE) & (code == NO_CODE), BY_PRODUCT, status)
    status = np.where(is_observed, NO_STATUS, status)
    return status, np.where(status == WASTE, code, NO_CODE)


def _nodes(rng: np.random.Generator, materials: Materials, rows: int) -> Column:
    """The same node is not named twice; a family or group stands in for the first in one of twelve."""
    nodes = rng.choice(materials.leaves, (rows, 3), p=materials.shares)
    nodes[:, 0] = np.where(rng.random(rows) < 0.08, rng.choice(materials.inner, rows), nodes[:, 0])
    named = rng.choice([1, 2, 3], rows, p=(0.6, 0.25, 0.15))
    nodes[(named < 2) | (nodes[:, 1] == nodes[:, 0]), 1] = NO_NODE
    nodes[(named < 3) | (nodes[:, 2] == nodes[:, 0]) | (nodes[:, 2] == nodes[:, 1]), 2] = NO_NODE
    return nodes


def _grams(rng: np.random.Generator, rows: int, median_kg: int) -> Column:
    kg = np.exp(rng.normal(np.log(median_kg), 1.6, rows)).clip(10, 10**7)
    grams: Column = kg.astype(np.int64) * 1000
    return grams


def _prices(
    rng: np.random.Generator, rows: int, *, median: float, unknown: float, free: float, negative: float
) -> Column:
    euro = np.exp(rng.normal(np.log(median), 1.0, rows)).clip(1, 50_000).round()
    kind = rng.random(rows)
    euro = np.where(kind < unknown + negative, -rng.integers(5, 150, rows), euro)
    cents = (euro * 100).astype(np.int64)
    cents = np.where(kind > 1 - free, 0, cents)
    return np.where(kind < unknown, NO_PRICE, cents)
