"""Finding lots: words in three languages, filters with exact counts, pages that neither skip nor repeat."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Site, Standing
from exchange.listings.models import ListingState
from exchange.listings.search.queries import LiveCounts, live_counts
from tests import makers
from tests.makers import MONDAY


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


def test_an_empty_search_offers_to_post_the_need(client: FlaskClient, lots: None) -> None:
    html = client.get("/search?q=zeppelin").get_data(as_text=True)

    assert "Post" in html or "Publier" in html
    assert titles(client, "/search?q=zeppelin") == []


@pytest.mark.parametrize(
    "address",
    ["q=%00", "q=" + "a" * 5000, "near=%F0%9F%92%A9", "within=x", "after=AAAA", "after=WyJ4IiwgInkiXQ", "sort=nearest",
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
    changed = sa.update(Business).where(Business.id == farmyard.business_id)
    session.execute(changed.values(standing=Standing.SUSPENDED, standing_reason="Asbestos in three lots."))

    assert titles(client, "/search") == ["Bureaustoelen", "Drêches fraîches"]
    assert titles(client, "/search?material=wood") == []
    assert titles(client, "/").count("240 palettes Europe") == 0
    assert live_counts() == LiveCounts(offers=2, needs=0, businesses=1)
