"""Counts of the filters are exact: each is what the search finds with that choice, whatever else is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from exchange.accounts.models import Site
from exchange.catalogue import queries as catalogue_queries
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.territory import territory
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.search import queries, shown
from exchange.listings.search.criteria import Criteria, Kind, PriceKind
from exchange.listings.search.facets import Facets, facets
from exchange.listings.search.filters import meant
from exchange.listings.search.totals import clusters
from tests import makers
from tests.makers import MONDAY, TODAY

MATERIALS = ["wood", "wood.pallets", "wood.pallets.epal", "food", "food.spent_grain", "metal.steel.drums", "metal"]
PRICES = [None, Decimal(-40), Decimal(-5), Decimal(0), Decimal(12), Decimal(300)]
STATUSES = [LegalStatus.PRODUCT, LegalStatus.BY_PRODUCT]
TITLES = ["Palettes", "Drêches", "Tonneaux de bois", "Steel drums"]
LISTINGS, SEARCHES = 60, 60
Listing = Offer | Need


@pytest.fixture
def listings(brewhouse: Site, farmyard: Site) -> list[Listing]:
    chance, made = Random(4), []
    for _ in range(LISTINGS):
        site, materials = chance.choice([brewhouse, farmyard]), chance.sample(MATERIALS, 2)
        common: dict[str, Any] = {
            "title": chance.choice(TITLES), "quantity": chance.choice(["100", "500", "1000"]),
            "state": chance.choice([ListingState.PUBLISHED] * 5 + [ListingState.PAUSED]),
            "is_anonymous": chance.random() < 0.3,
        }  # fmt: skip
        price, grade = chance.choice(PRICES), chance.choice([None, *Grade])
        until = TODAY + timedelta(days=chance.choice([5, 50]))
        lot = {"price_eur_per_t": price, "condition": grade, "legal_status": chance.choice(STATUSES)}
        made.append(makers.a_lot(site, materials[0], **lot, **common, available_until=until))
        wish = {"highest_eur_per_t": price, "lowest_grade": grade}
        made.append(makers.a_need(site, *materials, **wish, **common, wanted_until=until))
    return made


def any_search(chance: Random) -> Criteria:
    towns = [territory().communes["59350"], territory().communes["59512"]]
    near = chance.choice([None, *towns])
    return Criteria(
        kind=chance.choice(list(Kind)), words=chance.choice(["", "", "palettes", "bois"]), near=near,
        materials=tuple(chance.sample(MATERIALS, chance.choice([0, 1, 2]))),
        within_km=chance.choice([None, 5]) if near else None, statuses=tuple(chance.sample(STATUSES, 1)),
        prices=tuple(chance.sample(list(PriceKind), chance.choice([0, 2]))),
        lowest_grade=chance.choice([None, None, Grade(3)]), least_kg=chance.choice([None, Decimal(200)]),
        most_kg=chance.choice([None, None, Decimal(600)]), from_eur_per_t=chance.choice([None, None, Decimal(-20)]),
        to_eur_per_t=chance.choice([None, None, Decimal(20)]), on=chance.choice([None, TODAY + timedelta(days=20)]),
    )  # fmt: skip


def found(criteria: Criteria, catalogue: Catalogue) -> int:
    """How many the pages list, one after the other."""
    meanings, cursor, seen = meant(catalogue, criteria.words, "fr"), None, 0
    while True:
        page = queries.page(criteria, catalogue, meanings, cursor)
        seen, cursor = seen + len(page.rows), page.next_cursor
        if cursor is None:
            return seen


def check(counts: Facets, count: Callable[..., int], criteria: Criteria, nodes: Sequence[str]) -> None:
    assert counts.total == count()
    assert counts.prices == {kind: count(prices=(kind,)) for kind in PriceKind}
    assert counts.grades == {grade: count(lowest_grade=grade) for grade in Grade}
    assert {code: counts.materials.get(code, 0) for code in nodes} == {code: count(materials=(code,)) for code in nodes}
    if criteria.kind is Kind.OFFER:
        assert {s: counts.statuses.get(s, 0) for s in STATUSES} == {s: count(statuses=(s,)) for s in STATUSES}


def test_every_count_is_what_the_search_finds_with_that_choice(listings: list[Listing]) -> None:
    catalogue, chance, totals = catalogue_queries.current(), Random(5), []
    for _ in range(SEARCHES):
        criteria = any_search(chance)
        nodes = [code for code, _depth in shown.nodes(criteria, catalogue)]
        nodes = [code for code in nodes if code.startswith(("wood", "food", "metal"))]
        counts = facets(criteria, catalogue, meant(catalogue, criteria.words, "fr"), nodes)
        check(counts, lambda c=criteria, **changes: found(replace(c, **changes), catalogue), criteria, nodes)
        totals.append(counts.total)

    assert sum(total > 0 for total in totals) >= SEARCHES // 4


def test_listings_read_one_by_one_tell_the_map_as_well(listings: list[Listing]) -> None:
    catalogue, chance, told = catalogue_queries.current(), Random(6), 0
    for _ in range(SEARCHES):
        criteria = any_search(chance)
        meanings = meant(catalogue, criteria.words, "fr")
        counts = facets(criteria, catalogue, meanings, ["wood"])
        if counts.clusters is not None:
            assert counts.clusters == clusters(criteria, catalogue, meanings)
            assert sum(one.count for one in counts.clusters) == counts.total
            told += counts.total > 0

    assert told > 10


def test_the_pages_of_a_plain_search_list_what_is_public_and_nothing_else(listings: list[Listing]) -> None:
    catalogue = catalogue_queries.current()
    public = [one for one in listings if one.state is ListingState.PUBLISHED]

    assert found(Criteria(), catalogue) == sum(isinstance(one, Offer) for one in public)
    assert found(Criteria(kind=Kind.NEED), catalogue) == sum(isinstance(one, Need) for one in public)
    assert all(one.published_at == MONDAY for one in public)
