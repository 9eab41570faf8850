"""Distances from a company's own site: the address keeps the site, and only its members measure from it."""

import re

from flask.testing import FlaskClient

from exchange.accounts.models import Business, Person, Site
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.yards import Yard
from tests import makers


def heading(client: FlaskClient, address: str) -> str:
    html = client.get(address).get_data(as_text=True)
    return " ".join(re.findall(r'<div>\s*<h1 id="results-heading">.*?</div>', html, re.DOTALL))


def test_members_measure_from_their_own_site(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, farmyard: Site
) -> None:
    makers.a_lot(farmyard, title="far")
    member = makers.enter(client, anna, brewery)
    page = member.get("/search").get_data(as_text=True)

    assert f"/search?near={brewhouse.id}" in page
    assert "measured from Brewhouse" in heading(member, f"/search?near={brewhouse.id}")
    assert "measured from Brewhouse" in heading(member, "/search?near=brewhouse")
    assert "sort=newest" in member.get(f"/search?near={brewhouse.id}&sort=newest").get_data(as_text=True)


def test_nobody_measures_from_the_site_of_another(
    client: FlaskClient, bram: Person, farm: Business, brewhouse: Site
) -> None:
    address = f"/search?near={brewhouse.id}&within=5"

    assert "measured from" not in heading(client, address)
    assert "measured from" not in heading(makers.enter(client, bram, farm), address)


def test_a_search_is_kept_with_the_town_of_the_site(brewhouse: Site) -> None:
    yard = Yard(str(brewhouse.id), brewhouse.name, brewhouse.place)

    assert Criteria(near=yard, within_km=5).address() == "near=59350&within=5"


def test_the_form_to_keep_a_search_names_the_town(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    makers.a_lot(brewhouse)
    member = makers.enter(client, anna, brewery)
    page = member.get(f"/search?near={brewhouse.id}&within=20").get_data(as_text=True)
    kept = page[page.index('class="tell-me"') :]

    assert 'name="near" value="59350"' in kept[: kept.index("</form>")]
