"""What is kept about published listings is what there is, whatever happens to them."""

from decimal import Decimal
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Site, Standing
from exchange.catalogue import queries as catalogue_queries
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.territory import territory
from exchange.listings import tallying
from exchange.listings.models import TALLIES, ListingState, Need, Offer, offer_tally
from exchange.listings.search import ordering, queries, scanned
from exchange.listings.search.criteria import Criteria, Kind, PriceKind, Sort
from exchange.listings.search.facets import facets
from exchange.listings.search.filters import Meant, conditions, meant
from exchange.listings.search.stretches import Stretch
from exchange.listings.search.totals import clusters, total
from tests import makers
from tests.listings.search.test_facets import listings  # noqa: F401 — a fixture

CHANGES = 120
Sums = dict[str, dict[tuple[object, ...], int]]


def sums(session: Session) -> Sums:
    """Every combination with its count, none of zero."""
    found: Sums = {}
    for table in TALLIES:
        key = [column for column in table.columns if column is not table.c.listings]
        rows = session.execute(sa.select(*key, sa.func.sum(table.c.listings)).group_by(*key))
        found[table.name] = {tuple(row[:-1]): row[-1] for row in rows if row[-1]}
    return found


def change(one: Offer | Need, chance: Random) -> None:
    """Something that people do to a listing, or time does."""
    if chance.random() < 0.5:
        one.state = chance.choice([ListingState.PUBLISHED, ListingState.PUBLISHED, ListingState.PAUSED])
    price = chance.choice([None, Decimal(0), Decimal(-3), Decimal(8)])
    if isinstance(one, Offer):
        one.price_eur_per_t, one.condition = price, chance.choice([None, 1, 4])
    else:
        one.highest_eur_per_t, one.lowest_grade = price, chance.choice([None, 2])
    if chance.random() < 0.2:
        one.cell_x_m += 5000


def test_counts_follow_every_change(
    session: Session, listings: list[Offer | Need], brewery: Business  # noqa: F811
) -> None:  # fmt: skip
    chance = Random(8)
    for number in range(CHANGES):
        change(chance.choice(listings), chance)
        if number % 20 == 0:
            brewery.standing = chance.choice([Standing.ACTIVE, Standing.SUSPENDED])
            brewery.standing_reason = "" if brewery.standing is Standing.ACTIVE else "late papers"
        if number % 30 == 0:
            session.flush()
            tallying.fold()
        session.flush()
    kept = sums(session)
    tallying.recount()

    assert kept == sums(session)
    assert all(kept.values())


def test_folding_leaves_one_row_of_each_combination(session: Session, listings: list[Offer | Need]) -> None:  # noqa: F811
    for one in listings:
        one.state = ListingState.PAUSED
    session.flush()
    listings[0].state = ListingState.PUBLISHED
    session.flush()
    before = sums(session)
    tallying.fold()
    tallying.fold()

    assert sums(session) == before
    assert session.scalar(sa.select(sa.func.count()).select_from(offer_tally)) == len(before["offer_tally"])


def test_a_suspended_business_is_counted_no_more_and_again_when_it_is_back(
    session: Session, brewhouse: Site, brewery: Business
) -> None:
    makers.a_lot(brewhouse)
    catalogue, counted = catalogue_queries.current(), []
    for standing, why in [(Standing.SUSPENDED, "late papers"), (Standing.ACTIVE, "")]:
        brewery.standing, brewery.standing_reason = standing, why
        session.flush()
        counted.append(facets(Criteria(), catalogue, [], ["wood"]).total)

    assert counted == [0, 1]


def pages(criteria: Criteria) -> list[str]:
    """The titles and ids of all pages."""
    catalogue, cursor, seen = catalogue_queries.current(), None, []
    while True:
        page = queries.page(criteria, catalogue, meant(catalogue, criteria.words, "fr"), cursor)
        seen += [str(hit.listing.id) for hit in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return seen


def whole(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], *_rest: object) -> list[Stretch]:
    """All answers as one stretch, sorted as the whole order says."""
    return [Stretch(list(conditions(criteria, catalogue, meanings).values()))]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("sort", [Sort.NEAREST, Sort.RELEVANCE])
def test_many_answers_come_in_the_same_order_in_stretches(
    listings: list[Offer | Need], monkeypatch: pytest.MonkeyPatch, kind: Kind, sort: Sort  # noqa: F811
) -> None:  # fmt: skip
    criteria = Criteria(kind=kind, words="palettes", near=territory().communes["59512"], sort=sort)
    monkeypatch.setattr(ordering, "MOST_WEIGHED", 0)
    monkeypatch.setattr(queries, "PAGE_SIZE", 4)
    by_stretches = pages(criteria)
    monkeypatch.setattr(queries, "PAGE_SIZE", 1000)
    monkeypatch.setattr(queries, "stretches", whole)

    assert len(by_stretches) > 8
    assert by_stretches == pages(criteria)


def test_more_than_can_be_counted_is_said_to_be_more(
    listings: list[Offer | Need], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(scanned, "MOST_COUNTED", 3)
    catalogue, asked = catalogue_queries.current(), Criteria(least_kg=Decimal(1))
    counts = facets(asked, catalogue, [], ["wood"])

    assert (counts.total, counts.is_more, counts.is_known) == (3, True, False)
    assert clusters(asked, catalogue, []) == []


def test_around_a_place_answers_are_counted_exactly_even_where_choices_are_not(
    listings: list[Offer | Need], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    catalogue = catalogue_queries.current()
    asked = Criteria(near=territory().communes["59350"], within_km=20, prices=(PriceKind.FREE, PriceKind.PAID))
    exact = facets(asked, catalogue, [], ["wood"]).total
    monkeypatch.setattr(scanned, "MOST_COUNTED", 3)
    counts = facets(asked, catalogue, [], ["wood"])

    assert exact > 3
    assert (counts.total, counts.is_more, counts.is_known) == (exact, False, False)
    assert total(asked, catalogue, []) == (exact, False)


def test_needs_that_kept_counts_show_to_be_too_many_are_not_counted_at_all(
    listings: list[Offer | Need], monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    catalogue, asked = catalogue_queries.current(), Criteria(kind=Kind.NEED, words="palettes")
    meanings = meant(catalogue, "palettes", "fr")
    assert facets(asked, catalogue, meanings, ["wood"]).is_known
    monkeypatch.setattr(scanned, "MOST_COUNTED", 3)

    assert facets(asked, catalogue, meanings, ["wood"]).is_more
