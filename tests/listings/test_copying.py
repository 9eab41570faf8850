"""A scraper waits: 300 pages an hour and five searches a second, for a person or a stranger's address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from exchange.accounts.models import StaffRole
from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.web.copying import MOST_PAGES_AN_HOUR, MOST_SEARCHES
from exchange.web.rate import RateWindow
from tests import makers


@pytest.fixture(scope="module")
def strict(make_app: Callable[..., Flask]) -> Flask:
    """As strict as in production, where commits stay; with a lot of Anna's brewery, and Bram and Mona who read."""
    app = make_app("copying", RATE_FACTOR=1)
    with app.app_context():
        anna, bram = makers.a_person("Anna"), makers.a_person("Bram")
        mona = makers.a_person("Mona", staff=StaffRole.MODERATOR)
        brewery, farm = makers.a_business("Brewery", member=anna), makers.a_business("Farm", member=bram)
        lot, need = makers.a_lot(makers.a_site(brewery)), makers.a_need(makers.a_site(brewery))
        app.cast = {"anna": (anna, brewery), "bram": (bram, farm), "mona": (mona, None)}
        app.pages = [f"/offers/{lot.id}", f"/needs/{need.id}"]
    return app


def browser(app: Flask, name: str = "", *, address: str) -> FlaskClient:
    """A browser of somebody of the cast, or of a stranger."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    if name:
        with app.app_context():
            makers.enter(client, *app.cast[name])
    return client


def has_read(app: Flask, who: str, times: int) -> None:
    """Somebody read so many pages in the last hour."""
    with app.app_context(), aside() as connection:
        row = {"key": f"reading:{who}", "window": 0, "tries": times, "ends_at": clock.now() + timedelta(minutes=9)}
        connection.execute(sa.insert(RateWindow).values(row))


def read(client: FlaskClient, app: Flask) -> list[int]:
    """What the page of the lot and that of the need answer."""
    return [client.get(page).status_code for page in app.pages]


def test_a_stranger_reads_three_hundred_pages_an_hour_whatever_address_is_claimed(strict: Flask) -> None:
    has_read(strict, "address:203.0.113.1", MOST_PAGES_AN_HOUR - 1)
    stranger = browser(strict, address="203.0.113.1")

    assert read(stranger, strict) == [200, 429]
    refused = stranger.get(strict.pages[0], headers={"X-Forwarded-For": "198.51.100.9"})
    assert refused.status_code == 429
    assert 500 < int(refused.headers["Retry-After"]) <= 540
    assert read(browser(strict, address="203.0.113.2"), strict) == [200, 200]


def test_a_member_is_counted_by_person_from_every_address(strict: Flask) -> None:
    has_read(strict, f"person:{strict.cast['bram'][0].id}", MOST_PAGES_AN_HOUR - 1)

    assert read(browser(strict, "bram", address="203.0.113.3"), strict) == [200, 429]
    assert read(browser(strict, "bram", address="203.0.113.4"), strict) == [429, 429]
    assert read(browser(strict, address="203.0.113.3"), strict) == [200, 200], "others behind that address go on"


@pytest.mark.parametrize("name", ["anna", "mona"])
def test_own_listings_and_the_desk_are_not_counted(strict: Flask, name: str) -> None:
    has_read(strict, f"person:{strict.cast[name][0].id}", MOST_PAGES_AN_HOUR)

    assert read(browser(strict, name, address="203.0.113.5"), strict) == [200, 200]


def test_searches_and_their_map_share_one_count(strict: Flask) -> None:
    stranger = browser(strict, address="203.0.113.6")
    asked = ["/search?kind=needs&q=wood", "/search/places.geojson"] * (MOST_SEARCHES // 2)

    answers = [stranger.get(address).status_code for address in (*asked, "/search", "/search/places.geojson")]

    assert answers == [200] * MOST_SEARCHES + [429, 429]
