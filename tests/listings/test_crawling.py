"""What search engines are told: public pages, and nobody who hides."""

from xml.etree.ElementTree import fromstring

from flask.testing import FlaskClient

from exchange.accounts.models import Business, Site
from exchange.listings.models import ListingState
from tests import makers


def addresses(client: FlaskClient) -> set[str]:
    """The paths of the site map."""
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    found = [element.text or "" for element in fromstring(answer.text).iter() if element.tag.endswith("loc")]
    assert all(address.startswith("http://localhost/") for address in found)
    return {address.removeprefix("http://localhost") for address in found}


def test_the_site_map_names_public_pages_and_each_answers(
    client: FlaskClient, brewery: Business, brewhouse: Site
) -> None:
    lot, need = makers.a_lot(brewhouse), makers.a_need(brewhouse)
    draft = makers.a_lot(brewhouse, state=ListingState.DRAFT)

    found = addresses(client)

    assert {"/", "/search", f"/offers/{lot.id}", f"/needs/{need.id}", f"/companies/{brewery.id}"} <= found
    assert f"/offers/{draft.id}" not in found
    assert {client.get(path).status_code for path in sorted(found)[-20:]} == {200}


def test_who_posts_anonymously_only_is_not_in_it(client: FlaskClient, brewery: Business, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, is_anonymous=True)

    found = addresses(client)

    assert f"/offers/{lot.id}" in found
    assert f"/companies/{brewery.id}" not in found


def test_robots_are_kept_from_what_is_not_theirs_but_not_from_companies(client: FlaskClient) -> None:
    rules = client.get("/robots.txt").text.splitlines()

    assert "Disallow: /company" in rules
    assert "Allow: /companies/" in rules
    assert "Sitemap: http://localhost/sitemap.xml" in rules


def test_a_browser_that_asks_for_an_icon_finds_it(client: FlaskClient) -> None:
    assert client.get("/favicon.ico", follow_redirects=True).mimetype == "image/svg+xml"
