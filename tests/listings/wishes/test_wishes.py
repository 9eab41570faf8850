"""Members read what others look for, and each wish leads to a lot that answers it."""

from flask.testing import FlaskClient

from exchange.accounts.models import Business, Person, Site
from exchange.listings.models import ListingState
from tests import makers
from tests.makers import enter


def test_others_wishes_lead_to_a_lot_of_their_material_and_mine_are_marked(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, farmyard: Site
) -> None:
    makers.a_need(farmyard, "wood.pallets", title="Palettes wanted")
    makers.a_need(brewhouse, title="Grain wanted")
    makers.a_need(farmyard, title="Nothing yet", state=ListingState.IN_REVIEW)

    html = enter(client, anna, brewery).get("/wishes").text

    assert "Palettes wanted" in html
    assert "/offers/new?material=wood.pallets" in html
    assert html.count("I have this") == 1
    assert "Nothing yet" not in html


def test_an_anonymous_wish_says_only_around_where(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, farmyard: Site
) -> None:
    makers.a_need(farmyard, title="Quiet wish", is_anonymous=True)

    html = enter(client, anna, brewery).get("/wishes").text

    assert "Quiet wish" in html
    assert "Ferme du Lin" not in html


def test_three_words_arrive_in_the_form_of_a_need(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    html = enter(client, anna, brewery).get("/needs/new?title=Big+bags+vides&within=20").text

    assert 'value="Big bags vides"' in html
    assert 'name="collects_within_km"' in html
    assert 'value="20"' in html


def test_a_reach_that_no_page_offers_is_left_out(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    for within in ("x", "-1", "99999999"):
        assert client.get(f"/needs/new?title=Fûts&within={within}").status_code == 200
