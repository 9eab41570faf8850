"""My company: the page, the choice between several, one more."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.models import Business, Person, Site
from tests import makers
from tests.makers import MONDAY, send


def test_the_page_shows_number_sites_and_people(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    page = makers.enter(client, anna, brewery).get("/company").text
    for words in (brewery.name, str(brewery.registration_number), "Brewhouse", "Lille", anna.email, "Verified"):
        assert words in page


def test_strangers_are_sent_to_sign_in_and_back(client: FlaskClient) -> None:
    assert client.get("/company").location == "/sign-in?next=/company"


def test_without_a_company_the_page_offers_to_add_one(client: FlaskClient, session: Session) -> None:
    nora = makers.a_person("Nora")
    assert "/company/new" in makers.enter(client, nora).get("/company").text


def test_an_unconfirmed_person_is_told_what_is_missing(client: FlaskClient, session: Session) -> None:
    nora = makers.a_person("Nora", confirmed=False)
    makers.enter(client, nora, makers.a_business("New", member=nora))
    assert "/sign-up/confirmation" in client.get("/company").text
    assert client.get("/company/new").status_code == 403
    assert client.get("/sites/new").status_code == 403


def test_one_person_acts_for_one_of_several_companies_at_a_time(
    client: FlaskClient, anna: Person, brewery: Business
) -> None:
    other = makers.a_business("Tissage", member=anna)
    makers.enter(client, anna, brewery)
    assert send(client, "/company/choice", business_id=str(other.id)).status_code == 303
    assert "<bdi>Tissage</bdi></h1>" in client.get("/company").text


@pytest.mark.parametrize("foreign", [True, False])
def test_only_ones_own_companies_can_be_chosen(
    client: FlaskClient, anna: Person, brewery: Business, farm: Business, foreign: bool
) -> None:
    makers.enter(client, anna, brewery)
    wish = str(farm.id) if foreign else "\x00 not an id"
    assert send(client, "/company/choice", business_id=wish).status_code == 404


def test_a_second_company_is_added_and_acted_for(client: FlaskClient, anna: Person, brewery: Business) -> None:
    makers.enter(client, anna, brewery)
    form = {"number": "0403 170 701", "company": "Tissage de Tournai"}
    assert send(client, "/company/new", **form).status_code == 303
    assert "<bdi>Tissage de Tournai</bdi></h1>" in client.get("/company").text
    added = next(b for b in queries.businesses_of(anna.id) if b.id != brewery.id)
    assert (added.registration_number, added.country.value) == ("0403170701", "BE")


def test_adding_a_company_twice_adds_it_once(client: FlaskClient, anna: Person, brewery: Business) -> None:
    makers.enter(client, anna, brewery)
    for _ in range(2):
        assert send(client, "/company/new", number=makers.a_siren(), company="Other").status_code == 303
    assert send(client, "/company/new", number=brewery.registration_number, company="Again").status_code == 303
    assert len(queries.businesses_of(anna.id)) == 3


def test_a_wrong_number_is_said_beside_the_field(client: FlaskClient, anna: Person) -> None:
    answer = send(makers.enter(client, anna), "/company/new", number="999999999", company="Kept")
    assert answer.status_code == 422
    assert 'id="number-error"' in answer.text
    assert 'value="Kept"' in answer.text


def test_a_suspended_company_is_signed_out_and_then_reads_why_and_changes_nothing(
    client: FlaskClient, anna: Person, brewery: Business, mona: Person
) -> None:
    makers.enter(client, anna, brewery)
    service.suspend_business(brewery.id, by=mona.id, at=MONDAY, reason="Unpaid <b>cartage</b>")
    assert client.get("/company").status_code == 303
    makers.enter(client, anna, brewery)
    page = client.get("/company")
    assert "Unpaid &lt;b&gt;cartage&lt;/b&gt;" in page.text
    assert send(client, "/company/invitations", email="x@y.example", role="member").status_code == 403
    assert send(client, f"/company/members/{anna.id}/end").status_code == 403
