"""The owner reads how complete a listing is and what would bring most; nobody else does."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from tests import makers
from tests.listings import typed
from tests.makers import enter, send


def test_the_owner_reads_the_score_and_the_next_best_step(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    lot, need = makers.a_lot(brewhouse), makers.a_need(brewhouse)
    enter(client, anna, brewery)
    session.commit()

    lot_page, need_page = client.get(f"/offers/{lot.id}").text, client.get(f"/needs/{need.id}").text

    assert "Add a photo: people look before they ask." in lot_page
    assert "That brings 20 points." in lot_page
    assert "Say in a few sentences" in need_page
    for path in (f"/offers/{lot.id}/edit", f"/needs/{need.id}/edit"):
        assert "<meter" in client.get(path).text


def test_strangers_do_not(client: FlaskClient, session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse)
    session.commit()

    assert "<meter" not in client.get(f"/offers/{lot.id}").text


def test_the_form_counts_what_is_told_so_far(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    session.commit()
    bare = send(client, "/offers/filling", draft_id=typed.DRAFT, words="spent grain")
    told = send(client, "/offers/filling", **typed.a_lot(brewhouse, draft_id=typed.DRAFT, description="x" * 90))

    def points(page: str) -> int:
        return int(page.split("<meter")[1].split('value="')[1].split('"', maxsplit=1)[0])

    assert points(bare.text) < points(told.text) < 100
