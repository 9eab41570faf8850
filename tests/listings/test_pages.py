"""The pages of lots and needs: who sees them, what they say, and what they never say."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import ListingState, Rhythm
from exchange.listings.panels import listings_of_company
from tests import makers
from tests.makers import enter, kg
from tests.queries_counted import at_most
from tests.unmasked import unmasked

S = ListingState
PUBLIC = {S.PUBLISHED, S.EXHAUSTED}


@pytest.mark.parametrize("state", [state for state in S if state not in {S.OBSERVED, S.RETIRED}])
@pytest.mark.parametrize("kind", ["offers", "needs"])
def test_strangers_see_what_is_public_its_owner_and_staff_see_everything(
    client: FlaskClient, session: Session, anna: Person, bram: Person, mona: Person, brewery: Business, farm: Business,
    brewhouse: Site, kind: str, state: S,
) -> None:  # fmt: skip
    opens = {"everyone_from": makers.TODAY + timedelta(days=7)} if state is S.SHOWN_FIRST else {}
    listing = (makers.a_lot if kind == "offers" else makers.a_need)(brewhouse, state=state, **opens)
    page, public = f"/{kind}/{listing.id}", 200 if state in PUBLIC else 404

    assert client.get(page).status_code == public
    assert enter(client, bram, farm).get(page).status_code == public
    assert enter(client, anna, brewery).get(page).status_code == 200
    assert enter(client, mona).get(page).status_code == 200


def test_observed_flows_are_for_staff_only(
    client: FlaskClient, session: Session, anna: Person, fred: Person, brewery: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse, state=S.OBSERVED, observed_ref="E1", legal_status=None)

    assert client.get(f"/offers/{lot.id}").status_code == 404
    assert enter(client, anna, brewery).get(f"/offers/{lot.id}").status_code == 404
    assert enter(client, fred).get(f"/offers/{lot.id}").status_code == 200


def test_a_missing_lot_answers_like_a_hidden_one(client: FlaskClient, session: Session, brewhouse: Site) -> None:
    hidden = makers.a_lot(brewhouse, state=S.DRAFT)

    answers = [client.get(f"/offers/{one}") for one in (hidden.id, "01990000-0000-7000-8000-000000000000")]

    assert _comparable(answers[0].text, hidden.id) == _comparable(answers[1].text, hidden.id)


def test_the_page_says_what_how_much_until_when_for_what_price_and_in_which_law(
    client: FlaskClient, session: Session, brewhouse: Site
) -> None:
    lot = makers.a_lot(
        brewhouse, quantity=12500, unit="t", kg_per_unit=1000, price_eur_per_t=-30, legal_status=LegalStatus.WASTE,
        waste_code="020704", legal_answers={"waste_code": "020704"}, rhythm=Rhythm.FLOW, description="Twice a week",
    )  # fmt: skip

    page = client.get(f"/offers/{lot.id}?lang=fr").text

    assert '<data itemprop="inventoryLevel" value="12.5">12,5 t' in page
    for said in ("02 07 04", "30\u00a0€", "Twice a week", "Lille", "Brasserie du Fil", "/weaves/food.spent_grain.svg"):
        assert said in page
    assert "1 rue de la Navette" not in page
    assert "Brewhouse" not in page


def test_a_lot_is_shown_within_fourteen_statements_of_which_one_counts_readers(
    client: FlaskClient, session: Session, bram: Person, farm: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    enter(client, bram, farm)
    client.get(f"/offers/{lot.id}")
    session.expire_all()

    with at_most(14):
        client.get(f"/offers/{lot.id}")


def _comparable(page: str, *ids: Any) -> str:
    """A page without what changes from one answer to the next."""
    page = unmasked(page)
    page = re.sub(r"01[0-9a-f]{6}-[0-9a-f-]{27}", "id", page)
    for one in ids:
        page = page.replace(str(one), "id")
    return page


@pytest.mark.parametrize("kind", ["offers", "needs"])
def test_no_byte_of_an_anonymous_page_depends_on_who_stands_behind_it(
    client: FlaskClient, session: Session, brewery: Business, brewhouse: Site, kind: str
) -> None:
    """What a stranger receives from two databases that differ only in what is hidden."""
    make = makers.a_lot if kind == "offers" else makers.a_need
    listing = make(brewhouse, is_anonymous=True, title="A surplus")
    session.commit()
    before = client.get(f"/{kind}/{listing.id}")

    brewery.name, brewery.registration_number, brewery.activity_code = "Canary Works", makers.a_siren(), "1105Z"
    brewhouse.name, brewhouse.address, brewhouse.access = "Canary Hall", "9 Canary Street", "Ask Canary"
    brewhouse.siret, brewhouse.postal_code, brewhouse.lat, brewhouse.lon = "canary", "59800", 50.632, 3.048
    brewhouse.commune_name, brewhouse.commune_code = "Canary-sur-Lys", "59000"
    session.commit()
    after = client.get(f"/{kind}/{listing.id}")

    assert before.status_code == after.status_code == 200
    assert _comparable(before.text) == _comparable(after.text)
    assert "anary" not in after.text + str(after.headers)
    assert str(brewery.id) not in after.text
    assert str(brewhouse.id) not in after.text


def test_the_name_behind_an_open_lot_is_told(client: FlaskClient, session: Session, brewhouse: Site) -> None:
    assert "Brasserie du Fil" in client.get(f"/offers/{makers.a_lot(brewhouse).id}").text


def test_listings_of_a_suspended_business_vanish(
    client: FlaskClient, session: Session, brewery: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    session.execute(
        sa.text("UPDATE business SET standing = 'suspended', standing_reason = 'fraud' WHERE id = :id"),
        {"id": brewery.id},
    )
    session.expire_all()

    assert client.get(f"/offers/{lot.id}").status_code == 404


def test_a_need_says_what_would_do(client: FlaskClient, session: Session, farmyard: Site) -> None:
    need = makers.a_need(farmyard, "food.spent_grain", "wood.pallets", quantity=4000, covered_kg=kg(1500),
                         highest_eur_per_t=20)  # fmt: skip

    page = client.get(f"/needs/{need.id}?lang=en").text

    assert '<data itemprop="inventoryLevel" value="2500">' in page
    for said in ("/materials/food.spent_grain", "/materials/wood.pallets", "20 €/t", "Roubaix"):
        assert said in page


def test_what_people_wrote_is_never_markup(client: FlaskClient, session: Session, brewhouse: Site) -> None:
    canary = "<script>canary()</script>"
    lot = makers.a_lot(brewhouse, title=canary, description=canary, composition=canary, packaging=canary)

    assert canary not in client.get(f"/offers/{lot.id}").text


def test_my_company_lists_my_lots_and_needs_with_the_next_step(
    client: FlaskClient, session: Session, brewery: Business, brewhouse: Site
) -> None:
    makers.a_lot(brewhouse, title="Lot one", quantity=300)
    makers.a_need(brewhouse, title="Need one", state=S.PAUSED)
    makers.a_lot(brewhouse, title="Gone", state=S.WITHDRAWN)

    with client.application.test_request_context("/company?lang=en"):
        drawn = listings_of_company(brewery)

    assert drawn.strip().startswith('<div id="listings"')
    for said in ("Lot one", "300 kg left", "Need one", "Paused", "Resume it when you are ready."):
        assert said in drawn
    assert "Gone" not in drawn
