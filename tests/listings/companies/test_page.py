"""The public page of a company shows what bears its name, and nothing else."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Site, Standing
from exchange.listings.models import ListingState
from tests import makers
from tests.unmasked import unmasked


def page(client: FlaskClient, business: Business) -> str:
    answer = client.get(f"/companies/{business.id}")
    assert answer.status_code == 200
    return unmasked(answer.get_data(as_text=True))


def test_a_stranger_reads_who_it_is_and_what_it_gives_and_seeks(
    client: FlaskClient, brewery: Business, brewhouse: Site
) -> None:
    makers.a_lot(brewhouse, title="Drêches du lundi")
    makers.a_need(brewhouse, title="Fûts vides")

    html = page(client, brewery)

    assert all(
        words in html for words in ("Brasserie du Fil", "Company number verified", "Drêches du lundi", "Fûts vides")
    )
    assert all(hidden not in html for hidden in ("1 rue de la Navette", "@navette.example", "59000"))


def test_what_is_anonymous_is_not_there_not_even_as_a_number(
    client: FlaskClient, brewery: Business, brewhouse: Site
) -> None:
    before = page(client, brewery)
    makers.a_lot(brewhouse, title="Secret grain", is_anonymous=True)
    makers.a_need(brewhouse, title="Secret need", is_anonymous=True)

    assert page(client, brewery) == before


def test_what_is_not_public_is_not_there(client: FlaskClient, brewery: Business, brewhouse: Site) -> None:
    before = page(client, brewery)
    for state in (ListingState.DRAFT, ListingState.IN_REVIEW, ListingState.PAUSED, ListingState.WITHDRAWN):
        makers.a_lot(brewhouse, state=state)

    assert page(client, brewery) == before


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.UNCLAIMED])
def test_who_does_not_trade_has_no_page(client: FlaskClient, session: Session, standing: Standing) -> None:
    stopped = makers.a_business("Stopped", standing=standing, standing_reason="Unpaid hauls")

    assert client.get(f"/companies/{stopped.id}").status_code == 404


def test_a_name_that_nobody_checked_is_public_only_once_a_listing_of_it_was_let_out(
    client: FlaskClient, session: Session
) -> None:
    unknown = makers.a_business("New", verified=False)
    site = makers.a_site(unknown)
    makers.a_lot(site, is_anonymous=True)
    assert client.get(f"/companies/{unknown.id}").status_code == 404

    makers.a_lot(site, title="Planches")

    assert "Company number not verified yet" in page(client, unknown)


def test_a_lot_leads_to_its_holder_only_where_the_name_is_told(
    client: FlaskClient, brewery: Business, brewhouse: Site
) -> None:
    named, hidden = makers.a_lot(brewhouse), makers.a_lot(brewhouse, is_anonymous=True)
    link = f"/companies/{brewery.id}"

    assert link in client.get(f"/offers/{named.id}").get_data(as_text=True)
    assert str(brewery.id) not in client.get(f"/offers/{hidden.id}").get_data(as_text=True)
