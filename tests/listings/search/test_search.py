"""Finding lots: words in three languages, filters with exact counts, pages that neither skip nor repeat."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Site
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import ListingState
from exchange.listings.search.queries import LiveCounts, live_counts
from tests import makers
from tests.makers import MONDAY, TODAY


def titles(client: FlaskClient, address: str) -> list[str]:
    html = client.get(address).get_data(as_text=True)
    return re.findall(r'card__title"><a [^>]*>([^<]+)', html)


@pytest.fixture
def lots(brewhouse: Site, farmyard: Site) -> None:
    makers.a_lot(brewhouse, "food.spent_grain", title="Drêches fraîches", published_at=MONDAY)
    makers.a_lot(farmyard, "wood.pallets.epal", title="240 palettes Europe", published_at=MONDAY + timedelta(hours=1))
    makers.a_lot(brewhouse, "furniture.chairs", title="Bureaustoelen", published_at=MONDAY + timedelta(hours=2))
    makers.a_lot(brewhouse, "wood.beams", title="Poutres", state=ListingState.PAUSED)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dreche", "Drêches fraîches"),
        ("brewer's grain", "Drêches fraîches"),
        ("palette", "240 palettes Europe"),
        ("europallet", "240 palettes Europe"),
        ("office chairs", "Bureaustoelen"),
        ("chaises de bureau", "Bureaustoelen"),
    ],
)
def test_words_of_any_language_find_the_lot(client: FlaskClient, lots: None, words: str, found: str) -> None:
    assert found in titles(client, f"/search?q={words}")


def test_only_what_is_published_is_found_newest_first(client: FlaskClient, lots: None) -> None:
    assert titles(client, "/search") == ["Bureaustoelen", "240 palettes Europe", "Drêches fraîches"]


def test_a_family_holds_all_that_lies_under_it(client: FlaskClient, lots: None) -> None:
    assert titles(client, "/search?material=wood") == ["240 palettes Europe"]


def test_distance_is_measured_to_the_area_and_nearest_come_first(client: FlaskClient, lots: None) -> None:
    assert titles(client, "/search?near=Roubaix")[0] == "240 palettes Europe"
    assert titles(client, "/search?near=Roubaix&within=5") == ["240 palettes Europe"]


def test_pages_neither_skip_nor_repeat(client: FlaskClient, brewhouse: Site, session: Session) -> None:
    for number in range(60):
        makers.a_lot(brewhouse, title=f"Lot {number:02}", published_at=MONDAY)
    seen: list[str] = []
    address: str | None = "/search"
    while address:
        html = client.get(address).get_data(as_text=True)
        seen += re.findall(r'card__title"><a [^>]*>([^<]+)', html)
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = following.group(1).replace("&amp;", "&") if following else None

    assert len(seen) == 60
    assert len(set(seen)) == 60


@pytest.mark.parametrize("sort", ["newest", "nearest&near=Lille", "cheapest", "saving", "relevance&q=lot"])
@pytest.mark.parametrize("kind", ["offer", "need"])
def test_no_order_skips_or_repeats(client: FlaskClient, brewhouse: Site, farmyard: Site, sort: str, kind: str) -> None:
    for number in range(30):
        site, price = (brewhouse, farmyard)[number % 2], [None, Decimal(-5), Decimal("2.50")][number % 3]
        if kind == "offer":
            makers.a_lot(site, title=f"Lot {number:02}", price_eur_per_t=price)
        else:
            makers.a_need(site, title=f"Lot {number:02}", highest_eur_per_t=price)
    first = client.get(f"/search?kind={kind}&sort={sort}").get_data(as_text=True)
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    seen = titles(client, f"/search?kind={kind}&sort={sort}")
    seen += titles(client, following.group(1).replace("&amp;", "&"))

    assert len(seen) == len(set(seen)) == 30


def test_the_cheapest_comes_first_also_below_zero(client: FlaskClient, brewhouse: Site) -> None:
    for title, price in [("dear", 90), ("paid to take", -30), ("free", 0), ("open", None)]:
        makers.a_lot(brewhouse, title=title, price_eur_per_t=None if price is None else Decimal(price))

    assert titles(client, "/search?sort=cheapest") == ["paid to take", "free", "dear", "open"]
    assert titles(client, "/search?sort=cheapest&price_from=-50&price_to=0") == ["paid to take", "free"]
    assert titles(client, "/search?price_to=-1") == ["paid to take"]


def test_what_spares_most_comes_first_and_what_nobody_can_reckon_last(client: FlaskClient, brewhouse: Site) -> None:
    product = {"legal_status": LegalStatus.PRODUCT}
    makers.a_lot(brewhouse, "metal.aluminium", "1000", title="a tonne", **product)
    makers.a_lot(brewhouse, "metal.aluminium", "5000", title="five tonnes", **product)
    makers.a_lot(brewhouse, "mixed", "90000", title="no figure", **product)

    assert titles(client, "/search?sort=saving") == ["five tonnes", "a tonne", "no figure"]


def test_quantity_day_and_tree_narrow_down(client: FlaskClient, brewhouse: Site) -> None:
    makers.a_lot(brewhouse, "wood", "100", title="bois", available_until=TODAY)
    makers.a_lot(brewhouse, "wood.pallets.epal", "900", title="palettes")

    assert titles(client, "/search?most_kg=500") == ["bois"]
    assert titles(client, "/search?least_kg=500") == ["palettes"]
    assert titles(client, "/search?on=2026-12-24") == ["palettes"]
    assert titles(client, "/search?material=wood&material=wood.pallets") == ["palettes"]


def test_a_sector_finds_only_those_who_say_who_they_are(
    client: FlaskClient, brewhouse: Site, brewery: Business, session: Session
) -> None:
    makers.a_lot(brewhouse, title="named")
    makers.a_lot(brewhouse, title="hidden", is_anonymous=True)
    session.execute(sa.update(Business).where(Business.id == brewery.id).values(activity_code="1105Z"))

    assert titles(client, "/search?sector=C") == ["named"]
    assert titles(client, "/search?sector=F") == []


def test_a_misspelt_word_is_put_right(client: FlaskClient, lots: None) -> None:
    html = client.get("/search?q=polistirene").get_data(as_text=True)

    assert 'href="/search?q=polystyr%C3%A8ne"' in html


def test_what_comes_close_is_shown_apart_and_never_counted(client: FlaskClient, lots: None) -> None:
    html = client.get("/search?q=palettes+zeppelin+quantum&lang=en").get_data(as_text=True)
    answers, close = html.split("Close to it")

    assert "0 lots to take" in answers
    assert "240 palettes Europe" in close


def test_the_counts_are_refreshed_beside_the_results(client: FlaskClient, lots: None) -> None:
    part = client.get("/search?material=wood", headers={"HX-Request": "true"}).get_data(as_text=True)

    assert 'id="facets" hx-swap-oob="true"' in part
    assert 'value="wood.pallets"' in part


def test_an_empty_search_offers_to_post_the_need(client: FlaskClient, lots: None) -> None:
    html = client.get("/search?q=zeppelin&lang=en").get_data(as_text=True)

    assert "Post this as a need" in html
    assert "Tell me when something new comes" in html
    assert "Close to it" not in html
    assert titles(client, "/search?q=zeppelin") == []


@pytest.mark.parametrize(
    "address",
    ["q=%00", "q=" + "a" * 5000, "near=%F0%9F%92%A9", "within=x", "after=AAAA", "after=WyJ4IiwgInkiXQ", "sort=nearest",
     "price_from=1e9&price_to=x", "on=2026-99-99", "sector=Z&most_kg=-1", "sort=saving&after=WyJOYU4iLCAieCJd",
     "least_kg=NaN", "grade=9", "status=x&price=y&kind=z", "q=' OR 1=1 --", "q=%22(&q=!|", "material=../etc"],
)  # fmt: skip
def test_a_broken_address_still_searches(client: FlaskClient, lots: None, address: str) -> None:
    assert client.get(f"/search?{address}").status_code == 200


def test_observed_flows_are_found_by_nobody(client: FlaskClient, brewhouse: Site, session: Session) -> None:
    makers.a_lot(brewhouse, title="From a register", state=ListingState.OBSERVED, observed_ref="E1")

    assert titles(client, "/search") == []


def test_the_home_page_says_what_this_is(client: FlaskClient, lots: None) -> None:
    page = client.get("/?lang=en").get_data(as_text=True)

    assert "What one leaves, another needs" in page
    assert "Bureaustoelen" in page


def test_what_a_suspended_business_posted_is_gone_from_lists_and_counts(
    client: FlaskClient, lots: None, farmyard: Site, session: Session
) -> None:
    makers.suspend(session.get_one(Business, farmyard.business_id))

    assert titles(client, "/search") == ["Bureaustoelen", "Drêches fraîches"]
    assert titles(client, "/search?material=wood") == []
    assert titles(client, "/").count("240 palettes Europe") == 0
    assert live_counts() == LiveCounts(offers=2, needs=0, businesses=1)
