"""However many sites and reaches somebody posts needs with, matching tells the area of the others and nothing finer."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.place import Place, haul_km, place_of_plane
from exchange.listings.cells import CELL_M, around
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.placing import follow_site, is_anything_off_its_middle, put_in_the_middle
from exchange.matching import service
from exchange.matching.queries import matches
from tests import makers

CELL = (5000.0, -10_000.0)
"""The lower left corner of an area of the territory, in planar metres."""
INSET_M = 10
CORNERS = [
    place_of_plane(CELL[0] + east, CELL[1] + north) for east, north in product((INSET_M, CELL_M - INSET_M), repeat=2)
]
ASKED_FROM = [place_of_plane(x, y) for x, y in product((-14_000.0, 3_100.0, 9_990.0, 21_000.0), repeat=2)]
REACHES_KM = (0, 4, 9, 23, 60)

Run = Callable[..., Any]


@pytest.fixture
def asking(farm: Business) -> list[Need]:
    """A member's needs: from sixteen sites, each with reaches from nothing to the whole territory."""
    sites = [makers.a_site(farm, place, name=f"Site {number}") for number, place in enumerate(ASKED_FROM)]
    return [
        makers.a_need(site, collects_within_km=km, title=f"{site.name}, {km} km") for site in sites for km in REACHES_KM
    ]


@pytest.fixture
def learned(client: FlaskClient, bram: Person, farm: Business, in_one_go: Run) -> Run:
    """Everything that the member's needs tell of one lot, as programs and people read it."""
    browser = makers.enter(client, bram, farm)

    def ask(lot: Offer, needs: list[Need]) -> list[object]:
        in_one_go(service.match_all, at=makers.MONDAY)
        told: list[object] = []
        for need in needs:
            told += [browser.get(f"/api/v1/needs/{need.id}/{what}").json for what in ("matches", "near-misses")]
            told.append(browser.get(f"/api/v1/pairs/{lot.id}/{need.id}").json)
        told += [_without_secrets(browser.get(f"/needs/{need.id}/{what}").text)
                 for need in needs[:: len(REACHES_KM) + 1] for what in ("matches", "near-misses")]  # fmt: skip
        return told

    return ask


def test_wherever_in_its_area_a_site_lies_others_are_told_the_same(
    brewery: Business, asking: list[Need], learned: Run, in_one_go: Run, session: Session
) -> None:
    site = makers.a_site(brewery, CORNERS[0])
    lot = makers.a_lot(site, delivers_within_km=7, title="Grain")
    worlds = []
    for corner in CORNERS:
        in_one_go(_move, site, corner)
        worlds.append(learned(lot, asking))

    assert haul_km(CORNERS[0], CORNERS[3]) > 7
    assert all(world == worlds[0] for world in worlds)
    assert len({str(answer) for answer in worlds[0]}) > 50, "the needs did learn something"


def test_the_own_site_is_taken_by_its_area_too_so_that_both_sides_read_one_distance(
    brewhouse: Site, farmyard: Site, in_one_go: Run
) -> None:
    lot, need = makers.a_lot(brewhouse), makers.a_need(farmyard)
    in_one_go(service.match_all, at=makers.MONDAY)

    [match] = matches.everything()
    apart = haul_km(around(brewhouse.place), around(farmyard.place))
    assert (match.offer_id, match.need_id, match.distance_km) == (lot.id, need.id, round(apart, 3))


def test_listings_that_an_earlier_release_left_at_their_sites_are_put_right_and_flows_of_registers_stay(
    brewhouse: Site, farmyard: Site, in_one_go: Run, session: Session
) -> None:
    lot, need = makers.a_lot(brewhouse, delivers_within_km=9), makers.a_need(farmyard)
    flow = makers.a_lot(brewhouse, state=ListingState.OBSERVED, observed_ref="E-1")
    right = {one.id: (one.ux, one.uy, one.uz, one.place, one.reach) for one in (lot, need, flow)}
    assert not is_anything_off_its_middle()
    for listing, place in ((lot, brewhouse.place), (need, farmyard.place)):
        makers.stand(listing, place)
    assert is_anything_off_its_middle()

    in_one_go(put_in_the_middle)

    assert not is_anything_off_its_middle()
    for one in (lot, need, flow):
        session.refresh(one)
        assert (one.ux, one.uy, one.uz, one.place, one.reach) == right[one.id]


def _move(site: Site, place: Place) -> None:
    site.lat, site.lon = place.lat, place.lon
    follow_site(site)


def _without_secrets(html: str) -> str:
    """Tokens and request ids differ from page to page."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", html)
