"""What happened to a listing is told on its page, to its holder and to staff."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import service
from exchange.moderation.models import ListingKind
from exchange.moderation.service import Case
from tests import makers
from tests.makers import MONDAY


def test_holder_and_staff_read_the_history_and_strangers_do_not(
    session: Session, client: FlaskClient, brewhouse: Site, brewery: Business, anna: Person, bram: Person,
    farm: Business, mona: Person, fred: Person,
) -> None:  # fmt: skip
    lot = makers.a_lot(brewhouse)
    with unit_of_work():
        service.approve(Case(ListingKind.OFFER, lot.id, 1), by=mona.id, at=MONDAY)

    def page(person: Person, business: Business | None) -> str:
        return makers.enter(client, person, business).get(f"/offers/{lot.id}?lang=en").text

    assert "Approved by a moderator" in page(anna, brewery)
    assert "The exchange" in page(anna, brewery)
    assert "Mona" not in page(anna, brewery)
    assert "Mona" in page(fred, None)
    assert "Approved by a moderator" not in page(bram, farm)
