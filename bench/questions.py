"""New listings that nobody has stored: what is asked of the index, of the SQL and of the scan alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from bench.columns import NO_CODE, NO_NODE, NO_PRICE, OPEN_END, STATUSES, Column, Columns, Needs, Offers
from bench.dealing import BY_PRODUCT, WASTE, deal_needs, deal_offers
from bench.ids import Kind, row_id
from bench.rows import statuses_of
from bench.world import World
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.trade import Grade, LegalStatus
from exchange.matching.core.facts import Accepted, MaterialSpan, NeedFacts, OfferFacts

BEYOND = 2**33
"""Numbers of the new ones: after all that are stored."""


Side = TypeVar("Side", Needs, Offers)


def new_needs(world: World, rows: int, seed: int) -> Needs:
    """From the same skew as the stored ones."""
    rng = np.random.default_rng(seed)
    return deal_needs(rng, world.sites, world.materials, rows, world.day.toordinal(), is_new=True)


def new_offers(world: World, rows: int, seed: int) -> Offers:
    """From the same skew as the stored ones."""
    rng = np.random.default_rng(seed)
    return deal_offers(rng, world.sites, world.materials, rows, world.day.toordinal(), is_new=True)


def needs_in(world: World, town: int, rows: int, seed: int) -> Needs:
    """The same needs in any town, but standing there and naming the most popular material alone."""
    needs = _moved(world, new_needs(world, rows, seed), town, seed)
    popular = np.full((rows, 3), NO_NODE)
    popular[:, 0] = world.materials.leaves[0]
    return replace(needs, nodes=popular, permit=world.sites.permit[needs.site])


def offers_in(world: World, town: int, rows: int, seed: int) -> Offers:
    """The same lots in any town, but standing there and all of the most popular material."""
    offers = _moved(world, new_offers(world, rows, seed), town, seed)
    popular = int(world.materials.leaves[0])
    code = int(world.materials.code_of[popular])
    is_waste = (offers.status == WASTE) & (code != NO_CODE)
    status = np.where((offers.status == WASTE) & ~is_waste, BY_PRODUCT, offers.status)
    material = np.full(rows, popular)
    return replace(offers, material=material, status=status, code=np.where(is_waste, code, NO_CODE))


def need_facts(world: World, needs: Needs, known: Catalogue) -> list[NeedFacts]:
    """New needs as the core knows them."""
    return [_need(world, needs.take([row]), row, known) for row in range(len(needs))]


def offer_facts(world: World, offers: Offers) -> list[OfferFacts]:
    """New offers as the core knows them."""
    return [_offer(world, offers.take([row]), row) for row in range(len(offers))]


def _moved(world: World, listings: Side, town: int, seed: int) -> Side:
    sites = world.sites
    there = np.flatnonzero((sites.town == town) & ~sites.is_unclaimed[sites.business])
    there = there if len(there) else np.flatnonzero(sites.town == town)
    site = np.random.default_rng(seed).choice(there, len(listings))
    ux, uy, uz = (sites.unit[site, axis] for axis in range(3))
    return replace(listings, site=site, business=sites.business[site], ux=ux, uy=uy, uz=uz)


def _need(world: World, need: Needs, row: int, known: Catalogue) -> NeedFacts:
    materials, covered = world.materials, world.materials.permits[need.permit[0]]
    named = [materials.codes[node] for node in need.nodes[0] if node != NO_NODE]
    return NeedFacts(
        ref=row_id(Kind.NEED, BEYOND + row),
        accepts=tuple(accepted for code in named for accepted in _accepts(known, code)),
        collects_within_km=float(need.reach_km[0]),
        wanted_from=date.fromordinal(int(need.first[0])),
        wanted_until=_last(need),
        wanted_kg=_kg(need.wanted_g),
        smallest_lot_kg=_kg(need.smallest_g),
        highest_eur_per_t=_price(need.highest_cents),
        lowest_grade=Grade(int(need.lowest_grade[0])) if need.lowest_grade[0] else None,
        accepted_statuses=frozenset(map(LegalStatus, statuses_of(int(need.statuses[0])))),
        permitted_codes=frozenset(materials.waste_codes[code] for code in np.flatnonzero(covered)),
        **_common(world, need),
    )


def _offer(world: World, offer: Offers, row: int) -> OfferFacts:
    materials, material, code = world.materials, int(offer.material[0]), int(offer.code[0])
    return OfferFacts(
        ref=row_id(Kind.OFFER, BEYOND + row),
        material=MaterialSpan(materials.codes[material], material, material + int(materials.width[material])),
        delivers_within_km=float(offer.reach_km[0]),
        available_from=date.fromordinal(int(offer.first[0])),
        available_until=_last(offer),
        free_kg=_kg(offer.free_g),
        minimum_kg=_kg(offer.minimum_g),
        ask_eur_per_t=_price(offer.ask_cents),
        condition=Grade(int(offer.grade[0])) if offer.grade[0] else None,
        legal_status=STATUSES[int(offer.status[0])],
        waste_code=None if code == NO_CODE else materials.waste_codes[code],
        is_hazardous=code != NO_CODE and bool(materials.is_hazardous[material]),
        **_common(world, offer),
    )


def _common(world: World, listing: Columns) -> dict[str, Any]:
    site = int(listing.site[0])
    return {
        "business_ref": row_id(Kind.BUSINESS, int(listing.business[0])),
        "is_active": bool(listing.is_active[0]),
        "place": world.sites.places[site],
        "country": str(world.towns.countries[int(world.sites.town[site])]),
        "is_negotiable": bool(listing.is_negotiable[0]),
    }


def _accepts(known: Catalogue, code: str) -> list[Accepted]:
    substitutes = [
        Accepted(_span(known, rule.substitute_code), rule.code, rule.condition)
        for rule in known.substitutions_into(code)
    ]
    return [Accepted(_span(known, code)), *substitutes]


def _span(known: Catalogue, code: str) -> MaterialSpan:
    span = known.span(code)
    return MaterialSpan(code, span.lft, span.end)


def _last(listing: Columns) -> date | None:
    last = int(listing.last[0])
    return None if last == OPEN_END else date.fromordinal(last)


def _kg(grams: Column) -> Decimal:
    return Decimal(int(grams[0])) / 1000


def _price(cents: Column) -> Decimal | None:
    return None if cents[0] == NO_PRICE else Decimal(int(cents[0])) / 100
