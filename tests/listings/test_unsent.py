"""One page for all that is begun and not sent: forms, rows of a file, what was sent back."""

from flask.testing import FlaskClient

from exchange.accounts.models import Business, Person, Site
from exchange.listings.models import ListingState
from tests import makers
from tests.listings import typed
from tests.listings.typed import DRAFT
from tests.makers import enter, send


def test_both_kinds_of_drafts_are_there_with_their_next_step(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    send(client, "/offers/drafts", **typed.a_lot(brewhouse, draft_id=DRAFT, title="Begun", quantity=""))
    hidden = {"state": ListingState.DRAFT, "published_at": None}
    lot = makers.a_lot(brewhouse, title="Doors of a building", **hidden)
    need = makers.a_need(brewhouse, title="Sent back", **hidden)
    makers.a_lot(brewhouse, title="Published")

    page = client.get("/company/drafts").get_data(as_text=True)

    assert all(title in page for title in ("Begun", "Doors of a building", "Sent back"))
    assert "Published" not in page
    assert f"/offers/new?draft={DRAFT}" in page
    assert f"/offers/{lot.id}/edit" in page
    assert f"/needs/{need.id}/edit" in page
    assert "Still missing: Quantity" in page
    assert "Not told yet: Photo" in page


def test_others_find_nothing(client: FlaskClient, bram: Person, farm: Business, brewhouse: Site) -> None:
    makers.a_lot(brewhouse, title="Doors", state=ListingState.DRAFT, published_at=None)
    enter(client, bram, farm)
    client.get("/?lang=en")

    assert "Doors" not in client.get("/company/drafts").get_data(as_text=True)
