"""Every field that matching answers programs stands in the document for programs, and the other way round."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from exchange.accounts.models import Business, Person, Site
from exchange.listings.models import Need, Offer
from tests import makers
from tests.told import departures, described

Pair = Callable[[Offer | Need], None]


@pytest.fixture
def asked(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    return makers.enter(client, anna, brewery)


@pytest.mark.parametrize(("reach_km", "doors"), [(30, ("matches", "pair")), (11, ("near-misses", "pair"))])
def test_fits_and_near_misses_have_the_fields_told(
    asked: FlaskClient, pair: Pair, grain: Offer, farmyard: Site, reach_km: int, doors: tuple[str, str]
) -> None:
    need = makers.a_need(farmyard, quantity=2000, collects_within_km=reach_km)
    pair(grain)
    pair(need)
    told = asked.get("/api/openapi.json").json
    assert told is not None
    listed = asked.get(f"/api/v1/offers/{grain.id}/{doors[0]}").json
    of_pair = asked.get(f"/api/v1/pairs/{grain.id}/{need.id}").json
    assert listed is not None
    assert of_pair is not None

    endpoint = "matching_api.of_offer" if doors[0] == "matches" else "matching_api.near_of_offer"
    assert [item["id"] for item in listed["items"]] == [str(need.id)]
    assert list(departures(listed, described(told, endpoint))) == []
    assert of_pair["compatible"] is (doors[0] == "matches")
    assert list(departures(of_pair, described(told, "matching_api.pair"))) == []
