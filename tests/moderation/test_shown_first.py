"""What partners see first comes to the desk with its day for everyone, unless its company is not known yet."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, Site
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import ListingState
from exchange.moderation import queries
from tests import makers
from tests.makers import MONDAY


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person) -> FlaskClient:
    """The moderator's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def test_what_partners_see_first_comes_to_the_desk_when_everyone_sees_it(
    session: Session, brewhouse: Site, farmyard: Site
) -> None:
    first: dict[str, Any] = {
        "state": ListingState.SHOWN_FIRST, "published_at": None, "partners_from": MONDAY.date(),
        "everyone_from": MONDAY.date() + timedelta(days=7),
    }  # fmt: skip
    lot, need = makers.a_lot(brewhouse, **first), makers.a_need(farmyard, **first)
    session.commit()
    assert queries.waiting_count() == 0

    opened_at = MONDAY + timedelta(days=7)
    with unit_of_work():
        listings.open_up(at=opened_at)

    assert {listing.id for listing in queries.listings_waiting(10, queries.Reader(lot.id, MONDAY))} == {lot.id, need.id}
    assert {queries.entered_at(listing) for listing in (lot, need)} == {opened_at}


def test_what_a_moderator_let_out_to_partners_first_does_not_come_again_when_it_opens(
    session: Session, desk: FlaskClient, brewhouse: Site
) -> None:
    later = clock.today() + timedelta(days=7)
    lot = makers.a_lot(brewhouse, state=ListingState.IN_REVIEW, published_at=None, everyone_from=later)
    session.commit()
    assert queries.waiting_count() == 1, "an unverified company's waits before anybody sees it"

    makers.send(desk, f"/desk/offers/{lot.id}/approval", version=lot.version)
    session.refresh(lot)
    assert (lot.state, queries.waiting_count()) == (ListingState.SHOWN_FIRST, 0)

    with unit_of_work():
        listings.open_up(at=clock.now() + timedelta(days=7))
    assert (lot.state, queries.waiting_count()) == (ListingState.PUBLISHED, 0)
